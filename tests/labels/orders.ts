import type { LabelAddress } from '../../shared/labels/address-lines';
import type { ShippingLabelInput } from '../../shared/labels/shipping-label';

/** Changes to the plain order: whole address, or any other field. */
type Changes = Partial<ShippingLabelInput>;

const munich: LabelAddress = {
  name: 'Jörg Müller',
  lines: ['Große Straße 5'],
  postcode: '80331',
  city: 'München',
  country: 'DE',
};

/** A parcel within one country. The SSCC is the example of the GS1 General Specifications. */
export const plainOrder: ShippingLabelInput = {
  shipFrom: { name: 'Northwind Logistics', lines: ['Hafenstraße 12', '20457 Hamburg'], country: 'DE' },
  shipTo: munich,
  service: 'Standard',
  order: '1001',
  parcel: 1,
  parcels: 1,
  weight: '1.234 kg',
  date: '2026-11-24',
  sscc: '106141412345678908',
  number: 'PS1-000001',
  labelId: 'PS1-000001',
  copy: 1,
  demo: false,
};

const to = (shipTo: LabelAddress, changes: Changes = {}): ShippingLabelInput => ({
  ...plainOrder,
  ...changes,
  shipTo,
});

const longName = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft mbH';

const fourLines: LabelAddress = {
  name: 'Maria Wilhelmine Freifrau von Hohenstein-Breitenbach zu Altenburg',
  company: `${longName} & Co. KG`,
  lines: [
    'Abteilung Wareneingang, Gebäude 17, Tor 4',
    'Industriegebiet Nordwest, Zufahrt über Rampe B',
    'Straße der Deutsch-Französischen Freundschaft 1234',
    'Postfach 12 34 56, c/o Hausmeisterei Schmidt',
  ],
  postcode: '04109',
  city: 'Ludwigshafen am Rhein-Oggersheim',
  country: 'DE',
};

const madrid: LabelAddress = {
  name: 'Begoña Ibáñez Núñez',
  company: 'Piñas y Cigüeñas S.L.',
  lines: ['C/ Alcalá nº 42, 3ª izq.', '¿Portería? ¡Llamar!'],
  postcode: '28014',
  city: 'Madrid',
  country: 'ES',
};

const lodz: LabelAddress = {
  name: 'Grażyna Święć-Żółtowska',
  lines: ['ul. Źródlana 5 m. 7', 'Część północna'],
  postcode: '90-001',
  city: 'Łódź',
  country: 'PL',
};

const springfield: LabelAddress = {
  name: 'Pat O’Neill',
  company: 'Acme Corp.',
  lines: ['742 Evergreen Terrace', 'Apt 3B'],
  postcode: '62704-1234',
  city: 'Springfield',
  region: 'IL',
  country: 'US',
};

const london: LabelAddress = {
  name: 'Zoë Smythe-Jones',
  lines: ['Flat 4', '10 Downing Street'],
  postcode: 'SW1A 2AA',
  city: 'London',
  country: 'GB',
};

const hongKong: LabelAddress = {
  name: 'Chan Tai Man',
  lines: ['Flat 25, 12/F, Acacia Building', '150 Kennedy Road', 'Wan Chai'],
  postcode: '',
  city: 'Hong Kong',
  country: 'HK',
};

const istanbul: LabelAddress = {
  name: 'Çağrı Yıldırım Gökoğlu',
  lines: ['Nguyễn Đình Chiểu Cad. 9', 'Bağdat Caddesi №\u00a07'],
  postcode: '34710',
  city: 'İstanbul',
  country: 'TR',
};

const fullest: ShippingLabelInput = to(fourLines, {
  shipFrom: {
    name: 'Northwind International Logistics and Fulfilment Services GmbH & Co. KGaA',
    lines: ['Werk Nord, Halle 23, Rampe 5', 'Am Containerbahnhof 1234', '20457 Hamburg-Steinwerder'],
    country: 'NL',
  },
  service: 'Express Saturday noon, signature needed',
  order: 'WEB-2026-0001234567-A',
  reference: 'PO 4500123456 / Kst. 7788',
  parcel: 117,
  parcels: 250,
  weight: '1,234.567 kg NOT MEASURED',
  number: 'PPACKST12-123456',
  labelId: 'PPACKST12-123456',
  copy: 12,
  demo: true,
  echo: true,
});

export interface LabelCase {
  readonly name: string;
  readonly input: ShippingLabelInput;
  readonly dpis: readonly (203 | 300 | 600)[];
  /** The picture at 203 dpi is kept, too. */
  readonly picture: boolean;
}

const labelCase = (name: string, input: ShippingLabelInput, dpis: LabelCase['dpis'], picture = false): LabelCase => ({
  name,
  input,
  dpis,
  picture,
});

const noPrefix = { sscc: null, number: 'PPACKST12-123456', labelId: 'PPACKST12-123456' } as const;

/** Labels as they are printed, one of each kind. */
export const labelCases: readonly LabelCase[] = [
  labelCase('domestic', plainOrder, [203, 300, 600], true),
  labelCase('short-name', to({ ...munich, name: 'Li' }, { parcel: 1, parcels: null, weight: '' }), [203]),
  labelCase('four-lines', to(fourLines, { parcel: 2, parcels: 3, reference: 'PO 4500123456' }), [203, 300], true),
  labelCase('spanish', to(madrid, { shipFrom: { ...plainOrder.shipFrom, country: 'ES' } }), [203, 300]),
  labelCase('polish', to(lodz, { parcel: 12, parcels: 12 }), [203]),
  labelCase('to-the-united-states', to(springfield, { service: 'Express' }), [203, 300], true),
  labelCase('to-great-britain', to(london), [203]),
  labelCase('without-postcode', to(hongKong, { service: 'Economy' }), [203], true),
  labelCase('marks-simplified', to(istanbul), [203]),
  labelCase('without-gs1-prefix', to(munich, noPrefix), [203, 600], true),
  labelCase('reprint-demo', to(munich, { copy: 3, demo: true, parcel: 2, parcels: 3 }), [203], true),
  labelCase('fullest', fullest, [203, 300], true),
];
