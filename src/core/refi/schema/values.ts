/** Forms of XML Schema's own types (XML Schema 1.0, part 2), as far as QDA-XML uses them. White space at the edges is taken off before. */
const forms: Readonly<Record<string, (value: string) => boolean>> = {
  string: () => true,
  token: () => true,
  boolean: (value) => /^(?:true|false|0|1)$/.test(value),
  integer: (value) => /^[+-]?\d+$/.test(value),
  decimal: (value) => /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(value),
  date: (value) => isDate(value),
  dateTime: (value) => isDateTime(value),
};

/** Whether a text is a value of one of XML Schema's own types. */
export function isValue(type: string, text: string): boolean {
  const form = forms[type];
  return form?.(type === 'string' ? text : text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '')) ?? false;
}

const zone = '(?:Z|[+-](?:0\\d|1[0-3]):[0-5]\\d|[+-]14:00)?';
const day = '(-?(?:[1-9]\\d{3,}|0\\d{3}))-(\\d{2})-(\\d{2})';
const date = new RegExp(`^${day}${zone}$`);
const dateTime = new RegExp(`^${day}T(?:(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d+)?|24:00:00(?:\\.0+)?)${zone}$`);

function isDate(text: string): boolean {
  return isDay(date.exec(text));
}

function isDateTime(text: string): boolean {
  return isDay(dateTime.exec(text));
}

function isDay(found: RegExpExecArray | null): boolean {
  if (found === null) return false;
  const [year, month, dayOfMonth] = found.slice(1).map(Number);
  if (year === undefined || month === undefined || dayOfMonth === undefined) return false;
  return year !== 0 && month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= daysOf(year, month);
}

function daysOf(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  // The year before 1 is -1 and leaps.
  const counted = year < 0 ? year + 1 : year;
  return counted % 4 === 0 && (counted % 100 !== 0 || counted % 400 === 0) ? 29 : 28;
}
