/** Sets the times of all files in a ZIP archive to the earliest that it can say (APPNOTE.TXT 4.3.7, 4.3.12, 4.3.16). Changes `zip`. */
export function withoutClock(zip: Uint8Array): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const endSize = 22;
  const end = zip.length - endSize;
  const entries = view.getUint16(end + 10, true);
  let central = view.getUint32(end + 16, true);
  const earliest = 0x00210000;
  for (let i = 0; i < entries; i++) {
    view.setUint32(central + 12, earliest, true);
    view.setUint32(view.getUint32(central + 42, true) + 10, earliest, true);
    const lengths =
      view.getUint16(central + 28, true) + view.getUint16(central + 30, true) + view.getUint16(central + 32, true);
    central += 46 + lengths;
  }
  return zip;
}
