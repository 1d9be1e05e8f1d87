import { blit, createBitmap, crop, inkOf, overlaps, type Bitmap, type Rect } from '../bitmap';
import { umOfDots } from '../dots';
import { barcodesOf, type LabelPage, type PageBarcode, type PageItem, type PagePicture } from '../page/page';
import { rasterPart } from '../page/raster';
import { labelWarning, type LabelWarning } from '../page/warnings';
import { gs1Limits } from './gs1-limits';

/** Dots are whole, lengths are not: so much is no fault. */
const toleranceUm = 6;

/** Capitals lower than this are not read at arm's length; x-heights are then 0.9 mm. */
const leastCapitalsUm = 1200;

const millimetres = (um: number): string => (um / 1000).toFixed(2);

const moduleWarnings = (barcode: PageBarcode, { dpi }: LabelPage): LabelWarning[] => {
  const { module, element, code, use, leastModuleUm } = barcode;
  if (module === 0) return [];
  const um = umOfDots(module, dpi);
  const limits = gs1Limits(use, code.symbology);
  const said = { module: millimetres(um), dots: module, symbology: code.symbology };
  const warnings: LabelWarning[] = [];
  if (module < 2) warnings.push(labelWarning('module-under-two-dots', element, said));
  if (um < leastModuleUm - toleranceUm)
    warnings.push(labelWarning('module-too-narrow', element, { ...said, least: millimetres(leastModuleUm) }));
  if (limits !== null && (um < limits.leastUm - toleranceUm || um > limits.mostUm + toleranceUm))
    warnings.push(
      labelWarning('module-out-of-gs1', element, {
        ...said,
        least: millimetres(limits.leastUm),
        most: millimetres(limits.mostUm),
      }),
    );
  return warnings;
};

const heightWarnings = (barcode: PageBarcode, { dpi }: LabelPage): LabelWarning[] => {
  const { module, height, element, code, use } = barcode;
  const limits = gs1Limits(use, code.symbology);
  if (limits === null || code.symbol.shape !== 'bars') return [];
  const least = Math.max(limits.heightUm, limits.heightModules * umOfDots(module, dpi));
  const um = umOfDots(height, dpi);
  // A dot less comes of rounding.
  if (um >= least - umOfDots(1, dpi)) return [];
  return [labelWarning('height-out-of-gs1', element, { height: millimetres(um), least: millimetres(least) })];
};

const isOutside = (at: Rect, { width, height }: LabelPage, spare = 0): boolean =>
  at.x < -spare || at.y < -spare || at.x + at.width > width + spare || at.y + at.height > height + spare;

/** White around the bars: nothing else may be there, and the label must not end. */
const quietWarnings = (barcode: PageBarcode, page: LabelPage): LabelWarning[] => {
  const others = page.items.filter((item) => item !== barcode);
  const isDisturbed = inkOf(rasterPart(others, barcode.room)) !== null;
  if (!isDisturbed && !isOutside(barcode.room, page)) return [];
  return [labelWarning('quiet-zone-disturbed', barcode.element, { byEdge: !isDisturbed })];
};

const inkRect = (item: PageItem): Rect | null => {
  if (item.kind === 'area') return item.at;
  const ink = inkOf(item.bitmap);
  return ink === null ? null : { ...ink, x: item.at.x + ink.x, y: item.at.y + ink.y };
};

/** An area may reach over the edge by the dot that rounding gave it. */
const placeWarnings = (item: PageItem, page: LabelPage): LabelWarning[] => {
  const at = inkRect(item);
  if (at === null || !isOutside(at, page, item.kind === 'area' ? 1 : 0)) return [];
  return [labelWarning('off-the-label', item.element)];
};

const sizeWarnings = (item: PageItem): LabelWarning[] => {
  if (item.kind !== 'picture' || item.capitalsUm === null || item.capitalsUm >= leastCapitalsUm) return [];
  return [labelWarning('text-too-small', item.element, { height: millimetres(item.capitalsUm) })];
};

const shareInk = (a: PagePicture, b: PagePicture): boolean => {
  if (!overlaps(a.at, b.at)) return false;
  const under = crop(b.bitmap, a.at.x - b.at.x, a.at.y - b.at.y, a.at.width, a.at.height);
  const both: Bitmap = createBitmap(a.at.width, a.at.height);
  blit(both, a.bitmap, 0, 0);
  return both.bits.some((byte, at) => (byte & (under.bits[at] ?? 0)) !== 0);
};

/** Words of two elements upon each other. */
const overlapWarnings = ({ items }: LabelPage): LabelWarning[] => {
  const texts = items.filter((item): item is PagePicture => item.kind === 'picture' && item.role === 'text');
  return texts.flatMap((text, index) => {
    const other = texts.slice(index + 1).find((each) => each.element !== text.element && shareInk(text, each));
    return other === undefined ? [] : [labelWarning('texts-overlap', text.element, { other: other.element })];
  });
};

/** Several lines of one element have one fault. */
const once = (warnings: readonly LabelWarning[]): LabelWarning[] =>
  warnings.filter(
    ({ code, element }, index) =>
      warnings.findIndex((each) => each.code === code && each.element === element) === index,
  );

/**
 * Will it scan, will it be read? Everything that speaks against a label: what was found while it was filled in, and what
 * its dots show. With a warning of severity `refuse` it must not be printed.
 */
export const checkLabel = (page: LabelPage): LabelWarning[] => {
  const barcodes = barcodesOf(page);
  return [
    ...page.warnings,
    ...once([
      ...barcodes.flatMap((barcode) => [
        ...moduleWarnings(barcode, page),
        ...heightWarnings(barcode, page),
        ...quietWarnings(barcode, page),
      ]),
      ...page.items.flatMap((item) => [...placeWarnings(item, page), ...sizeWarnings(item)]),
      ...overlapWarnings(page),
    ]),
  ];
};
