import { encodeCommand, type CommandVerb } from '../../shared/barcode/command-codes';
import { code128Svg } from './barcode-svg';
import { html, page, trusted } from './html';
import type { DocumentWords } from './words/words';

export interface SheetEntry {
  readonly code: string;
  readonly label: string;
  readonly hint: string;
}

export interface SheetGroup {
  readonly title: string;
  readonly entries: readonly SheetEntry[];
}

/** What stands on the sheet beside the verbs. */
export interface SheetFacts {
  readonly cartons: readonly { readonly cartonId: string; readonly name: string }[];
  readonly dunnage: readonly { readonly dunnageId: string; readonly name: string; readonly unitLabel: string }[];
}

/** Verbs without an argument, each with the key that does the same; `yes` is the same as `next` and not printed. */
const work: readonly (readonly [CommandVerb, string])[] = [
  ['next', 'F12'],
  ['no', 'Esc'],
  ['help', 'F1'],
  ['short', 'F2'],
  ['undo', 'F3'],
  ['weigh', 'F4'],
  ['newparcel', 'F7'],
  ['hold', 'F9'],
  ['reprint', 'F10'],
  ['void', 'F11'],
  ['print', 'F12'],
  ['slip', ''],
  ['zero', ''],
  ['tote', 'F6'],
  ['signout', ''],
];
const quantities = [1, 2, 3, 4, 5, 6, 8, 10, 12, 20, 24, 48] as const;
export const choiceNumbers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;

/** Every command of the station, in groups; boxes and filler from the catalogue. */
export const sheetGroups = ({ cartons, dunnage }: SheetFacts, words: DocumentWords['sheet']): SheetGroup[] => {
  const entry = (verb: CommandVerb, argument: string | null, label: string, hint: string): SheetEntry[] => {
    const code = encodeCommand({ verb, argument });
    return code.ok ? [{ code: code.value, label, hint }] : [];
  };
  return [
    { title: words.work, entries: work.flatMap(([verb, key]) => entry(verb, null, words.verbs[verb], key)) },
    {
      title: words.choices,
      entries: choiceNumbers.flatMap((each) => entry('choose', String(each), String(each), words.choiceHint)),
    },
    {
      title: words.quantities,
      entries: quantities.flatMap((each) => entry('quantity', String(each), `× ${each}`, 'F5')),
    },
    { title: words.boxes, entries: cartons.flatMap((each) => entry('box', each.cartonId, each.name, 'F6')) },
    {
      title: words.fillers,
      entries: [
        ...dunnage.flatMap((each) => entry('dunnage', each.dunnageId, each.name, `${each.unitLabel} · F8`)),
        ...entry('dunnage', '-', words.noFiller, 'F8'),
      ],
    },
  ];
};

const style = `
  @page { size: A4; margin: 12mm } * { box-sizing: border-box } body { font: 10pt/1.35 Inter, "DejaVu Sans", Arial, sans-serif; color: #000; margin: 0 }
  h1 { font-size: 18pt; margin: 0 0 1mm } h2 { font-size: 12pt; margin: 6mm 0 2mm; break-after: avoid } p { margin: 0 0 4mm; color: #333 }
  .grid { display: grid; grid-template-columns: repeat(3, 1fr); gap: 4mm } .cell { border: 1pt solid #bbb; border-radius: 2mm; padding: 3mm 3mm 2mm; break-inside: avoid; text-align: center }
  .cell svg { width: 100%; height: 15mm } .label { font-weight: 700; font-size: 12pt } .hint { font-size: 8pt; color: #444; min-height: 1.35em }`;

/** A sheet of barcodes to hang beside the station, in groups. */
export const commandSheetHtml = (title: string, intro: string, groups: readonly SheetGroup[]): string =>
  page(
    title,
    style,
    html`<h1>${title}</h1>
      <p>${intro}</p>
      ${groups.map(
        (group) =>
          html`<h2>${group.title}</h2>
            <div class="grid">
              ${group.entries.map(
                ({ code, label, hint }) =>
                  html`<div class="cell">
                    ${trusted(code128Svg(code, 14))}
                    <div class="label">${label}</div>
                    <div class="hint">${hint}</div>
                  </div>`,
              )}
            </div>`,
      )}`,
  );
