import { Barcode, Group, Image, Minus, Repeat, Shapes, Square, Table, Type, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LabelElement, Localised, Symbology } from '../../../../shared/labels/description/elements';

export const kindIcons: Readonly<Record<LabelElement['kind'], LucideIcon>> = {
  text: Type,
  barcode: Barcode,
  line: Minus,
  box: Square,
  polygon: Shapes,
  image: Image,
  table: Table,
  group: Group,
  repeat: Repeat,
};

/** Proper names: the same in every language. */
export const symbologyNames: Readonly<Record<Symbology, string>> = {
  'code-128': 'Code 128',
  'gs1-128': 'GS1-128',
  'code-39': 'Code 39',
  'itf-14': 'ITF-14',
  'ean-13': 'EAN-13',
  'ean-8': 'EAN-8',
  'upc-a': 'UPC-A',
  'data-matrix': 'Data Matrix',
  'gs1-data-matrix': 'GS1 DataMatrix',
  qr: 'QR',
  'gs1-qr': 'GS1 QR',
  pdf417: 'PDF417',
  aztec: 'Aztec',
  maxicode: 'MaxiCode',
};

const firstOf = (text: Localised): string => (typeof text === 'string' ? text : (Object.values(text)[0] ?? ''));

/** What an element says, for lists: its own words rather than a number. */
const saidBy = (element: LabelElement): string => {
  switch (element.kind) {
    case 'text':
      return firstOf(element.text);
    case 'barcode':
      return element.data ?? (element.elements ?? []).map(({ ai, value }) => `(${ai})${value}`).join('');
    case 'table':
    case 'repeat':
      return element.over;
    default:
      return '';
  }
};

export const useElementWords = () => {
  const { t } = useTranslation();
  return (element: LabelElement): { readonly kind: string; readonly text: string } => {
    const kind = element.kind === 'barcode' ? symbologyNames[element.symbology] : t(`designer.kind.${element.kind}`);
    return { kind, text: saidBy(element).replaceAll(/\s+/g, ' ').slice(0, 80) };
  };
};
