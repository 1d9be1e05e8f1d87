import { fieldsOf, itemFields, kitFields, orderFields, stockFields } from './fields';
import { emptyMapping, type Mapping, type TableKind } from './mapping';
import { headerKey } from './table';

/** A layout that maps itself: when all of `required` stand in the header, it is this one. */
interface Layout {
  readonly id: string;
  readonly kind: TableKind;
  readonly required: readonly string[];
  /** Canonical field → header keys, one column each; several are joined. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  readonly settings?: Partial<Pick<Mapping, 'weightUnit' | 'lengthUnit' | 'decimal'>>;
}

const identity = (fields: readonly { readonly field: string }[]): Record<string, readonly string[]> =>
  Object.fromEntries(fields.map(({ field }) => [field, [field]]));

const layouts: readonly Layout[] = [
  {
    id: 'packwright-orders',
    kind: 'orders',
    required: orderFields.filter((each) => each.required).map((each) => each.field),
    columns: identity(orderFields),
  },
  {
    id: 'packwright-cancellations',
    kind: 'orders',
    required: ['order_number', 'status'],
    columns: identity(orderFields),
  },
  { id: 'packwright-items', kind: 'items', required: ['sku', 'name'], columns: identity(itemFields) },
  { id: 'packwright-stock', kind: 'stock', required: ['location', 'sku', 'quantity'], columns: identity(stockFields) },
  { id: 'packwright-locations', kind: 'stock', required: ['location', 'zone'], columns: identity(stockFields) },
  { id: 'packwright-kits', kind: 'kits', required: kitFields.map(({ field }) => field), columns: identity(kitFields) },
  {
    id: 'shopify-orders',
    kind: 'orders',
    required: ['name', 'lineitem_sku', 'lineitem_quantity', 'shipping_name', 'shipping_city', 'shipping_country'],
    columns: {
      order_number: ['name'],
      sku: ['lineitem_sku'],
      quantity: ['lineitem_quantity'],
      item_name: ['lineitem_name'],
      ship_name: ['shipping_name'],
      ship_company: ['shipping_company'],
      ship_line_1: ['shipping_address1'],
      ship_line_2: ['shipping_address2'],
      ship_postcode: ['shipping_zip'],
      ship_city: ['shipping_city'],
      ship_region: ['shipping_province'],
      ship_country: ['shipping_country'],
      ship_phone: ['shipping_phone'],
      ship_email: ['email'],
      service: ['shipping_method'],
      note: ['notes'],
      cancelled_at: ['cancelled_at'],
    },
  },
  {
    id: 'woocommerce-orders',
    kind: 'orders',
    required: [
      'order_number',
      'order_status',
      'first_name_shipping',
      'last_name_shipping',
      'city_shipping',
      'country_code_shipping',
      'sku',
    ],
    columns: {
      order_number: ['order_number'],
      status: ['order_status'],
      sku: ['sku'],
      quantity: ['quantity_refund'],
      item_name: ['item_name'],
      ship_name: ['first_name_shipping', 'last_name_shipping'],
      ship_company: ['company_shipping'],
      ship_line_1: ['address_1_2_shipping'],
      ship_postcode: ['postcode_shipping'],
      ship_city: ['city_shipping'],
      ship_region: ['state_code_shipping'],
      ship_country: ['country_code_shipping'],
      ship_phone: ['phone_billing'],
      ship_email: ['email_billing'],
      service: ['shipping_method_title'],
      note: ['customer_note'],
    },
  },
  {
    id: 'amazon-orders',
    kind: 'orders',
    required: [
      'order_id',
      'order_item_id',
      'sku',
      'quantity_purchased',
      'recipient_name',
      'ship_address_1',
      'ship_city',
      'ship_country',
    ],
    columns: {
      order_number: ['order_id'],
      line_id: ['order_item_id'],
      sku: ['sku'],
      quantity: ['quantity_purchased'],
      item_name: ['product_name'],
      ship_name: ['recipient_name'],
      ship_line_1: ['ship_address_1'],
      ship_line_2: ['ship_address_2'],
      ship_line_3: ['ship_address_3'],
      ship_postcode: ['ship_postal_code'],
      ship_city: ['ship_city'],
      ship_region: ['ship_state'],
      ship_country: ['ship_country'],
      ship_phone: ['ship_phone_number'],
      service: ['ship_service_level'],
    },
  },
  {
    id: 'german-orders',
    kind: 'orders',
    required: ['bestellnummer', 'artikelnummer', 'menge', 'name', 'straße', 'plz', 'ort', 'land'],
    columns: {
      order_number: ['bestellnummer'],
      sku: ['artikelnummer'],
      quantity: ['menge'],
      item_name: ['artikelname'],
      ship_name: ['name'],
      ship_company: ['firma'],
      ship_line_1: ['straße'],
      ship_line_2: ['adresszusatz'],
      ship_postcode: ['plz'],
      ship_city: ['ort'],
      ship_country: ['land'],
      ship_phone: ['telefon'],
      ship_email: ['e_mail'],
      service: ['versandart'],
      note: ['hinweis'],
    },
    settings: { decimal: ',' },
  },
  {
    id: 'spanish-orders',
    kind: 'orders',
    required: ['pedido', 'referencia', 'cantidad', 'nombre', 'dirección', 'código_postal', 'ciudad', 'país'],
    columns: {
      order_number: ['pedido'],
      sku: ['referencia'],
      quantity: ['cantidad'],
      item_name: ['artículo'],
      ship_name: ['nombre'],
      ship_company: ['empresa'],
      ship_line_1: ['dirección'],
      ship_postcode: ['código_postal'],
      ship_city: ['ciudad'],
      ship_region: ['provincia'],
      ship_country: ['país'],
      ship_phone: ['teléfono'],
      ship_email: ['correo'],
      service: ['envío'],
      note: ['nota'],
    },
    settings: { decimal: ',' },
  },
];

const columnIndexes = (keys: readonly string[], wanted: Layout['columns']): Record<string, number[]> => {
  const columns: Record<string, number[]> = {};
  for (const [field, headers] of Object.entries(wanted)) {
    const indexes = headers.map((each) => keys.indexOf(each)).filter((index) => index !== -1);
    if (indexes.length > 0) columns[field] = indexes;
  }
  return columns;
};

/** A header that names two columns alike leaves it open which one counts. */
const isUnique = (keys: readonly string[], wanted: readonly string[]): boolean =>
  wanted.every((key) => keys.indexOf(key) === keys.lastIndexOf(key));

/** The layout that a header is of, with its mapping; `null`: somebody must map it once. */
export const knownLayout = (header: readonly string[]): { readonly id: string; readonly mapping: Mapping } | null => {
  const keys = header.map(headerKey);
  const matching = layouts
    .filter((layout) => layout.required.every((key) => keys.includes(key)) && isUnique(keys, layout.required))
    .sort((a, b) => b.required.length - a.required.length);
  const best = matching[0];
  if (best === undefined) return null;
  if (best.id === 'packwright-cancellations' && keys.includes('sku')) return null;
  return {
    id: best.id,
    mapping: { ...emptyMapping(best.kind), ...best.settings, columns: columnIndexes(keys, best.columns) },
  };
};

/** Header words that mean a field in most files, for the first proposal to the person who maps. */
const hints: Readonly<Record<string, readonly string[]>> = {
  order_number: [
    'order',
    'order_no',
    'order_id',
    'ordernumber',
    'order_number',
    'auftrag',
    'auftragsnummer',
    'bestellnummer',
    'pedido',
    'commande',
  ],
  sku: [
    'sku',
    'item',
    'item_no',
    'article',
    'article_number',
    'artikel',
    'artikelnummer',
    'product_code',
    'referencia',
    'reference_article',
  ],
  quantity: ['quantity', 'qty', 'menge', 'anzahl', 'cantidad', 'quantité', 'pieces'],
  ship_name: ['name', 'recipient', 'customer', 'empfänger', 'kunde', 'nombre', 'ship_to', 'destinataire'],
  customer_number: ['customer_number', 'customer_no', 'customer_id', 'kundennummer', 'kundennr', 'número_de_cliente'],
  ship_company: ['company', 'firma', 'empresa', 'société'],
  ship_line_1: ['address', 'address1', 'address_1', 'street', 'straße', 'strasse', 'dirección', 'adresse'],
  ship_line_2: ['address2', 'address_2', 'adresszusatz'],
  ship_postcode: ['postcode', 'zip', 'zip_code', 'postal_code', 'plz', 'código_postal', 'code_postal'],
  ship_city: ['city', 'town', 'ort', 'stadt', 'ciudad', 'ville'],
  ship_region: ['region', 'state', 'province', 'county', 'provincia', 'bundesland'],
  ship_country: ['country', 'country_code', 'land', 'país', 'pays'],
  ship_phone: ['phone', 'telephone', 'mobile', 'telefon', 'teléfono'],
  ship_email: ['email', 'e_mail', 'mail', 'correo'],
  service: ['service', 'shipping_method', 'carrier', 'versandart', 'envío'],
  note: ['note', 'notes', 'comment', 'hinweis', 'bemerkung', 'nota'],
  name: ['name', 'title', 'description', 'artikelname', 'bezeichnung', 'nombre'],
  barcode: ['barcode', 'ean', 'gtin', 'upc', 'ean13'],
  weight: ['weight', 'gewicht', 'peso', 'poids'],
  location: [
    'location',
    'bin',
    'bin_location',
    'storage_bin',
    'lagerplatz',
    'lagerort',
    'platz',
    'ubicación',
    'emplacement',
  ],
  lot: ['lot', 'batch', 'charge', 'lote'],
  expiry: ['expiry', 'expiry_date', 'best_before', 'mhd', 'caducidad'],
  kit_sku: ['kit', 'kit_no', 'parent', 'parent_sku', 'bundle', 'bundle_sku', 'set', 'stückliste', 'conjunto'],
  part_sku: ['part', 'component', 'component_sku', 'child', 'child_sku', 'teil', 'komponente', 'componente'],
  part_quantity: ['per_kit', 'quantity', 'qty', 'menge', 'anzahl', 'cantidad'],
  gln: ['gln', 'iln', 'global_location_number'],
  gln_extension: ['gln_extension', 'extension', 'gln_erweiterung', 'extensión_gln'],
  check_digits: ['check_digits', 'check_digit', 'prüfziffer', 'dígitos_de_control'],
};

/** A first proposal for an unknown header; every column stays for the person to decide. */
export const guessMapping = (header: readonly string[]): Mapping => {
  const keys = header.map(headerKey);
  const names = (field: string): boolean => keys.some((key) => hints[field]?.includes(key) ?? false);
  const kind: TableKind = names('order_number')
    ? 'orders'
    : names('location')
      ? 'stock'
      : names('kit_sku')
        ? 'kits'
        : 'items';
  const columns: Record<string, number[]> = {};
  for (const { field } of fieldsOf(kind)) {
    const index = keys.findIndex((key) => key === field || (hints[field]?.includes(key) ?? false));
    if (index !== -1) columns[field] = [index];
  }
  return { ...emptyMapping(kind), columns };
};
