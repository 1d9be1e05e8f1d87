import type { BarcodeElement, LabelElement, Symbology } from '../description/elements';
import type { LabelDescription } from '../description/description';
import type { Frame } from './frame';

export const newKinds = ['text', 'barcode', 'line', 'box', 'table', 'repeat', 'image'] as const;
export type NewKind = (typeof newKinds)[number];

/** Examples that each kind of barcode can hold, so that a new one is seen at once. */
const exampleData: Readonly<Record<Symbology, string>> = {
  'code-128': 'ABC-1234',
  'gs1-128': '',
  'code-39': 'ABC-1234',
  'itf-14': '1540014128876',
  'ean-13': '400638133393',
  'ean-8': '9638507',
  'upc-a': '03600029145',
  'data-matrix': 'ABC-1234',
  'gs1-data-matrix': '',
  qr: 'ABC-1234',
  'gs1-qr': '',
  pdf417: 'ABC-1234',
  aztec: 'ABC-1234',
  maxicode: 'ABC-1234',
};

const exampleElements = [
  { ai: '01', value: '04006381333931' },
  { ai: '10', value: 'LOT-1' },
];

export const isGs1 = (symbology: Symbology): boolean => symbology.startsWith('gs1-');
export const isTwoDimensional = (symbology: Symbology): boolean =>
  !['code-128', 'gs1-128', 'code-39', 'itf-14', 'ean-13', 'ean-8', 'upc-a'].includes(symbology);

/** What a barcode says, in the form that its kind wants; what it said before is kept where that may be. */
export const withSymbology = (element: BarcodeElement, symbology: Symbology): BarcodeElement => {
  const {
    data,
    elements,
    text,
    correction: _c,
    columns: _k,
    mode: _m,
    postcode: _p,
    country: _l,
    service: _s,
    ...rest
  } = element;
  const words = isTwoDimensional(symbology) ? undefined : text;
  const said = isGs1(symbology)
    ? { elements: elements ?? exampleElements }
    : { data: data !== undefined && data.includes('{{') ? data : exampleData[symbology] };
  return { ...rest, symbology, ...said, ...(words === undefined ? {} : { text: words }) };
};

const at = (mm: number): number => Math.round(mm * 10) / 10;

/** An element in the middle of the room, of a size that is of use, and none larger than the room. */
export const newElement = (kind: Exclude<NewKind, 'image'>, room: Frame): LabelElement => {
  const place = (width: number, height: number) => {
    const [w, h] = [Math.min(width, room.width / 1000), Math.min(height, room.height / 1000)];
    return {
      x: at((room.x + room.width / 2) / 1000 - w / 2),
      y: at((room.y + room.height / 2) / 1000 - h / 2),
      width: at(w),
      height: at(h),
    };
  };
  switch (kind) {
    case 'text':
      return { kind, ...place(40, 6), size: 4, text: 'Text', overflow: 'ellipsis', minSize: 2.5 };
    case 'barcode':
      return {
        kind,
        ...place(50, 20),
        symbology: 'code-128',
        data: exampleData['code-128'],
        align: 'center',
        text: 'below',
        textSize: 3,
      };
    case 'line': {
      const { x, y, width } = place(40, 0.3);
      return { kind, x, y, length: Math.max(0.1, width), direction: 'horizontal', thickness: 0.3 };
    }
    case 'box':
      return { kind, ...place(30, 15), thickness: 0.3 };
    case 'table': {
      const box = place(60, 30);
      const width = at(box.width / 2);
      return {
        kind,
        ...box,
        size: 3,
        over: 'lines',
        rowHeight: 5,
        overflow: 'note',
        columns: [
          { title: 'SKU', text: '{{sku}}', width },
          { title: 'Qty', text: '{{quantity}}', width: at(box.width - width), align: 'right' },
        ],
      };
    }
    case 'repeat': {
      const box = place(60, 24);
      return {
        kind,
        ...box,
        over: 'lines',
        pitch: 6,
        overflow: 'note',
        elements: [{ kind: 'text', x: 0, y: 0, width: box.width, height: 5, size: 3.5, text: '{{sku}}' }],
      };
    }
  }
};

/** A label with nothing on it but a record to look at it with. */
export const emptyLabel = (id: string, name: string): LabelDescription => ({
  schema: 'packwright-label/1',
  id,
  name,
  stock: { width: 100, height: 50, gap: 3 },
  samples: [{ name: '1', record: { sku: 'SKU-1234', name: 'Name' } }],
  elements: [],
});
