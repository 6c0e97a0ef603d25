import type {
  DecorationRangeBehavior,
  DecorationRenderOptions,
  OverviewRulerLane,
  ThemableDecorationRenderOptions,
  ThemeColor,
  Uri,
} from 'vscode';
import {
  isOwnColor,
  labelColor,
  lineColor,
  swatchOf,
  type CodeColor,
  type ThemeKind,
} from '../../core/colors/codeColors.js';
import { growsAtEdges, type Style } from './style.js';

/** What options are made of besides plain values, so that they can be made, and tested, without VS Code. */
export interface Kit {
  themeColor(id: string): ThemeColor;
  /** A picture as an address that holds it. */
  picture(svg: string): Uri;
  readonly openOpen: DecorationRangeBehavior;
  readonly closedClosed: DecorationRangeBehavior;
  /** In the order in which margin lanes take them. */
  readonly rulerLanes: readonly OverviewRulerLane[];
  readonly kind: ThemeKind;
}

type Options = ThemableDecorationRenderOptions;

/**
 * The decoration options of a style. Sizes, lines and stripes rest on CSS that is written after a semicolon into a documented
 * option, as VS Code has no option for them; `emic.marks: plain` uses documented options alone.
 *
 * The palette's colours are contributed ones, so that themes and `workbench.colorCustomizations` can change them. A user's
 * own colour is written out for light and dark; in high contrast for the kind that the window has.
 */
export function optionsOf(style: Style, kit: Kit): DecorationRenderOptions {
  const common = { rangeBehavior: growsAtEdges(style) ? kit.openOpen : kit.closedClosed, ...rulerLane(style, kit) };
  const isHighContrast = kit.kind === 'highContrast' || kit.kind === 'highContrastLight';
  const [light, dark] = isHighContrast ? [kit.kind, kit.kind] : (['light', 'dark'] as const);
  const [onLight, onDark] = [appearance(style, kit, light), appearance(style, kit, dark)];
  if (ownColors(style) || style.kind === 'plainStripes') {
    const spacing: Options = onLight.letterSpacing === undefined ? {} : { letterSpacing: onLight.letterSpacing };
    return { ...common, ...spacing, light: onLight, dark: onDark };
  }
  const { fontStyle, fontWeight, ...others } = onLight;
  if (fontStyle === undefined && fontWeight === undefined) return { ...common, ...others };
  // Said once for all themes, these two would make it a "font decoration" (since about 1.104): slower to draw, and not drawn
  // at all for those who use a screen reader.
  const font: Options = { ...(fontStyle && { fontStyle }), ...(fontWeight && { fontWeight }) };
  return { ...common, ...others, light: font, dark: font };
}

function ownColors(style: Style): boolean {
  if ('color' in style) return isOwnColor(style.color);
  return 'colors' in style && style.colors.some((color) => color !== '' && isOwnColor(color));
}

function rulerLane(style: Style, { rulerLanes }: Kit): { overviewRulerLane?: OverviewRulerLane } {
  const lane = style.kind === 'margin' && style.ruler ? rulerLanes[style.lane % rulerLanes.length] : undefined;
  return lane === undefined ? {} : { overviewRulerLane: lane };
}

/** Undocumented: CSS rides on the value of `textDecoration`. Whatever changes the size of text must say `letterSpacing`: else VS
 * Code computes positions in ASCII lines by the number of characters, and draws passages in the wrong place. */
function sized(css: string, decoration = 'none'): Options {
  return { textDecoration: `${decoration}; ${css}`, letterSpacing: '0px' };
}

function appearance(style: Style, kit: Kit, kind: ThemeKind): Options {
  const quiet = kit.themeColor('emic.quiet');
  const label = (color: CodeColor) =>
    isOwnColor(color) ? labelColor(color, kind) : kit.themeColor(`emic.${color}Label`);
  const line = (color: CodeColor) => (isOwnColor(color) ? lineColor(color, kind) : kit.themeColor(`emic.${color}`));
  const lineCss = (color: CodeColor) => (isOwnColor(color) ? lineColor(color, kind) : `var(--vscode-emic-${color})`);

  switch (style.kind) {
    case 'hidden':
      return { ...sized('font-size: 0; letter-spacing: 0'), color: quiet };
    case 'quiet':
      return { color: quiet, fontStyle: 'normal', ...(style.size === 'small' ? sized('font-size: 75%') : {}) };
    case 'fact':
      return { ...sized('font-size: 75%; margin: 0 3px 0 0'), color: quiet, fontStyle: 'normal' };
    case 'name': {
      const look: Options = {
        color: label(style.color),
        fontStyle: style.italic ? 'italic' : 'normal',
        fontWeight: 'normal',
      };
      if (style.size === 'full') return look;
      const margin = style.size === 'label' ? '; margin: 0 3px 0 4px' : '';
      // A code that the codebook does not have is told by more than its grey.
      const decoration = style.color === 'grey' ? 'underline dotted' : 'none';
      return { ...look, ...sized(`font-size: 75%${margin}`, decoration) };
    }
    case 'tint':
      return {
        backgroundColor: isOwnColor(style.color)
          ? tintOf(style.color, kind)
          : kit.themeColor(`emic.${style.color}Tint`),
      };
    case 'line':
      return { backgroundColor: `transparent; ${lineImage(style.colors.map(lineCss), style.lane, style.tight)}` };
    case 'plainLine':
      return plainLine(style.lane, line(style.color), lineCss(style.color));
    case 'margin':
      return {
        ...(style.stripe ? stripe(lineCss(style.color), style.lane, kit) : {}),
        ...(style.ruler ? { overviewRulerColor: line(style.color) } : {}),
      };
    case 'plainStripes':
      return {
        gutterIconPath: kit.picture(
          stripesPicture(style.colors.map((color) => (color === '' ? '' : lineColor(color, kind)))),
        ),
        gutterIconSize: 'contain',
      };
    case 'rangeStart':
      return { after: { ...added('⟨', style.fontSize), color: label(style.color) } };
    case 'rangeEnd': {
      const text = added(`⟩${style.names}`, 0.75 * style.fontSize);
      return { after: { ...text, color: label(style.color), fontStyle: 'italic', margin: '0 3px 0 1px' } };
    }
    case 'memo': {
      // The note of VS Code's icon font.
      const icon = added('\ueb26', 13, 'font-family: codicon; vertical-align: -2px');
      return { after: { ...icon, color: quiet, fontStyle: 'normal', fontWeight: 'normal', margin: '0 0 0 2px' } };
    }
    case 'memoText':
      return { color: quiet, fontStyle: 'italic' };
    case 'speaker':
      return { color: kit.themeColor('editor.foreground'), fontWeight: 'bold' };
    case 'question':
      return { opacity: '0.72' };
    case 'revealed':
      return sized('font-size: inherit !important; letter-spacing: normal !important; margin: 0 !important');
  }
}

function tintOf(color: CodeColor, kind: ThemeKind): string {
  const shades = swatchOf(color)[kind];
  return typeof shades === 'string' ? '#00000000' : shades.tint;
}

/** One line for all colours of a passage, in dashes of 14 px where there are several. */
function lineImage(colors: readonly string[], lane: number, tight: boolean): string {
  const [only = 'transparent'] = colors;
  const stops = colors.map((color, index) => `${color} ${index * 14}px ${(index + 1) * 14}px`);
  const image =
    colors.length === 1
      ? `linear-gradient(${only}, ${only})`
      : `repeating-linear-gradient(to right, ${stops.join(', ')})`;
  const [height, pitch] = tight ? [1, 2] : [2, 3];
  return [
    `background-image: ${image}`,
    `background-size: 100% ${height}px`,
    'background-repeat: no-repeat',
    `background-position: 0 calc(100% - ${pitch * lane}px)`,
  ].join('; ');
}

/** Outer below, inner as the text's own underline, a third above. */
function plainLine(lane: number, color: ThemeColor | string, css: string): Options {
  if (lane === 1) return { textDecoration: `underline 2px ${css}` };
  const border = { borderColor: color, borderWidth: lane === 0 ? '0 0 2px 0' : '1px 0 0 0' };
  return { ...border, borderStyle: lane === 0 ? 'solid' : 'dotted' };
}

/** From the text outwards, 3 px wide, 2 px apart. */
const stripePlaces = ['17px 20px', '12px 15px', '7px 10px', '2px 5px'] as const;

/**
 * Types whose ranges meet in one row share one element there, and only one of their backgrounds wins: so each sets a variable
 * for its own lane, and all paint the same picture.
 */
function stripe(color: string, lane: number, kit: Kit): Options {
  let at = '0px';
  const stops = [...stripePlaces].reverse().flatMap((place, index) => {
    const [start = '', end = ''] = place.split(' ');
    const pieces = [`transparent ${at} ${start}`, `var(--emic-lane-${3 - index}, transparent) ${start} ${end}`];
    at = end;
    return pieces;
  });
  const picture = `linear-gradient(to right, ${stops.join(', ')}, transparent ${at})`;
  return {
    gutterIconPath: kit.picture('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    gutterIconSize: `auto; --emic-lane-${lane}: ${color}; background: ${picture}`,
  };
}

/** The stripes of all lanes as one picture. */
function stripesPicture(colors: readonly string[]): string {
  const bars = colors.flatMap((color, index) =>
    color === '' ? [] : [`<rect x="${17 - 5 * index}" width="3" height="20" fill="${color}"/>`],
  );
  const shape = 'viewBox="0 0 20 20" preserveAspectRatio="none"';
  return `<svg xmlns="http://www.w3.org/2000/svg" ${shape}>${bars.join('')}</svg>`;
}

/** Text beside hidden text must have its size in px: an em of hidden text is 0. */
function added(contentText: string, px: number, css?: string) {
  const more = css === undefined ? '' : `; ${css}`;
  return { contentText, textDecoration: `none; font-size: ${px}px; letter-spacing: normal${more}` };
}
