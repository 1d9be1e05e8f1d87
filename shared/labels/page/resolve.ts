import type { QuarterTurns } from '../bitmap';
import { holds } from '../description/conditions';
import type { LabelDescription } from '../description/description';
import type { BarcodeElement, LabelElement, RepeatElement, TextElement } from '../description/elements';
import { listAt, type LabelRecord } from '../description/values';
import { micrometres } from '../dots';
import { readEpc, usualTries, type TagWish } from '../rfid';
import { cleanText, withoutBlankLines } from '../text/clean-text';
import { resolveBox, resolveLine } from './resolve-shapes';
import { resolveTable } from './resolve-table';
import type { Resolved, ResolvedBarcode, ResolvedText } from './resolved';
import { boxUm, filled, localised, type Scope } from './scope';
import { labelWarning, type LabelWarning } from './warnings';

const turnsOf = (rotation: 0 | 90 | 180 | 270 | undefined): QuarterTurns => ((rotation ?? 0) / 90) as QuarterTurns;

const resolveText = (scope: Scope, element: TextElement): ResolvedText => ({
  kind: 'text',
  element: scope.element,
  box: boxUm(scope, element),
  turns: turnsOf(element.rotation),
  text: withoutBlankLines(cleanText(localised(scope, element.text))),
  style: { weight: element.weight ?? 'regular', condensed: element.condensed ?? false },
  direction: element.direction ?? 'auto',
  sizeUm: micrometres(element.size),
  minSizeUm: micrometres(Math.min(element.minSize ?? element.size, element.size)),
  align: element.align ?? 'start',
  valign: element.valign ?? 'top',
  wrap: element.wrap ?? false,
  maxLines: element.maxLines ?? 50,
  lineHeight: element.lineHeight ?? 120,
  overflow: element.overflow ?? 'refuse',
  ink: element.ink ?? 'black',
});

/** Modules of 0.25 mm and more can be read by every scanner. */
const usualModule = { min: 0.25, max: 10 } as const;

const resolveBarcode = (scope: Scope, element: BarcodeElement): ResolvedBarcode => {
  const module = element.module ?? usualModule;
  const primary = [element.postcode, element.country, element.service].map((each) =>
    each === undefined ? '' : filled(scope, each),
  );
  return {
    kind: 'barcode',
    element: scope.element,
    box: boxUm(scope, element),
    turns: turnsOf(element.rotation),
    wish: {
      symbology: element.symbology,
      data:
        element.elements === undefined
          ? filled(scope, element.data ?? '')
          : element.elements.map(({ ai, value }) => ({ ai, value: filled(scope, value) })),
      correction: element.correction ?? 'M',
      columns: element.columns,
      maxiCode: {
        mode: element.mode ?? 4,
        primary: element.mode === 2 || element.mode === 3 ? primary.map((each) => `${each}\u001d`).join('') : '',
      },
      currentYear: scope.currentYear,
    },
    leastModuleUm: micrometres(module.min),
    mostModuleUm: micrometres(Math.max(module.min, module.max)),
    align: element.align ?? 'left',
    textSizeUm: (element.text ?? 'none') === 'none' ? 0 : micrometres(element.textSize ?? 3),
    use: element.use ?? 'other',
  };
};

const resolveRepeat = (scope: Scope, element: RepeatElement): Resolved[] => {
  const records = listAt(scope.record, element.over);
  const columns = element.columns ?? 1;
  const rows = Math.max(1, Math.floor((element.height + 0.001) / element.pitch));
  const shown = records.slice(0, rows * columns);
  if (shown.length < records.length) {
    const code = element.overflow === 'note' ? 'rows-shortened' : 'rows-left-out';
    scope.warn(labelWarning(code, scope.element, { rows: records.length - shown.length }));
  }
  return shown.flatMap((record, index) => {
    const x = element.x + ((index % columns) * element.width) / columns;
    const y = element.y + Math.floor(index / columns) * element.pitch;
    const inner = {
      ...scope,
      // A row sees its own fields first and those of the label behind them.
      record: { ...scope.record, ...record },
      originX: scope.originX + micrometres(x),
      originY: scope.originY + micrometres(y),
    };
    return resolveElements(inner, element.elements, `${scope.element}.${index}`);
  });
};

const resolveElement = (scope: Scope, element: LabelElement): Resolved[] => {
  switch (element.kind) {
    case 'text':
      return [resolveText(scope, element)];
    case 'barcode':
      return [resolveBarcode(scope, element)];
    case 'line':
      return [resolveLine(scope, element)];
    case 'box':
      return resolveBox(scope, element);
    case 'polygon': {
      const points = element.points.map(({ x, y }) => ({
        x: scope.originX + micrometres(x),
        y: scope.originY + micrometres(y),
      }));
      return [{ kind: 'polygon', element: scope.element, points, ink: element.ink ?? 'black' }];
    }
    case 'image': {
      const turns = turnsOf(element.rotation);
      return [{ kind: 'image', element: scope.element, box: boxUm(scope, element), turns, image: element.image }];
    }
    case 'table':
      return resolveTable(scope, element);
    case 'repeat':
      return resolveRepeat(scope, element);
    case 'group': {
      const originX = scope.originX + micrometres(element.x);
      const originY = scope.originY + micrometres(element.y);
      return resolveElements({ ...scope, originX, originY }, element.elements, scope.element);
    }
  }
};

const resolveElements = (scope: Scope, elements: readonly LabelElement[], path: string): Resolved[] =>
  elements.flatMap((element, index) => {
    if (!holds(element.show, scope.record)) return [];
    return resolveElement({ ...scope, element: element.id ?? `${path}.${index}` }, element);
  });

/** An EPC that can't be encoded is never guessed at: the label is refused. */
const resolveTag = (scope: Scope, rfid: LabelDescription['rfid']): TagWish | null => {
  if (rfid === undefined) return null;
  const text = filled({ ...scope, element: 'rfid' }, rfid.epc);
  const epc = readEpc(text);
  if (epc.ok) return { epcHex: epc.value, tries: rfid.tries ?? usualTries };
  scope.warn(labelWarning('epc-invalid', 'rfid', { epc: text.slice(0, 60), problem: epc.failure.code }));
  return null;
};

/** A label filled with a record: what is to be drawn, in micrometres. */
export const resolveLabel = (
  description: LabelDescription,
  record: LabelRecord,
  language: string,
  currentYear: number,
): {
  readonly resolved: readonly Resolved[];
  readonly tag: TagWish | null;
  readonly warnings: readonly LabelWarning[];
} => {
  const warnings: LabelWarning[] = [];
  const warn = (warning: LabelWarning): void => void warnings.push(warning);
  const scope: Scope = { record, language, currentYear, originX: 0, originY: 0, element: '', warn };
  const tag = resolveTag(scope, description.rfid);
  return { resolved: resolveElements(scope, description.elements, 'elements'), tag, warnings };
};
