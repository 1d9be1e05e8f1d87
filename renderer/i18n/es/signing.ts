import type { Section } from '../sections';

export const signing: Section<'signing' | 'part'> = {
  'signing.title': 'Firmas',
  'signing.text':
    'El puesto firma la cabecera del registro: al final del día, con cada copia de seguridad y cada 1.000 entradas. Quien conozca el nombre de su clave puede comprobar después que nada se cambió.',
  'signing.none': 'Aún no hay nada firmado. La clave se crea con la primera firma.',
  'signing.key': 'Clave de este puesto',
  'signing.since': 'desde {{at}}',
  'signing.replaced': 'La clave anterior no está en este equipo: no pudo avalar esta.',
  'signing.last': 'Firmado hasta la entrada {{n}}, {{at}} ({{why}}).',
  'signing.count': '{{count}} firmas',
  'signing.count_one': '{{count}} firma',
  'signing.sign': 'Firmar ahora',
  'signing.change': 'Cambiar la clave',
  'signing.changeText':
    'Desde ahora firma una clave nueva; la anterior la avala. Su nombre figura en el próximo cierre del día.',
  'signing.why.entries': 'tras muchas entradas',
  'signing.why.day-end': 'fin del día',
  'signing.why.backup': 'copia de seguridad',
  'signing.why.export': 'exportación',
  'signing.why.asked': 'a mano',
  'part.title': 'Exportar con prueba',
  'part.text':
    'Un archivo que cualquiera puede comprobar sin la aplicación (packwright verify-slice). Los nombres y direcciones siguen sellados.',
  'part.by': 'Qué',
  'part.make': 'Exportar',
  'part.by.entries': 'Entradas',
  'part.by.order': 'Un pedido',
  'part.by.parcel': 'Un bulto',
  'part.by.lot': 'Un lote',
  'part.from': 'Desde la entrada',
  'part.to': 'Hasta la entrada',
  'part.order': 'Número de pedido',
  'part.parcel': 'Número de bulto o SSCC',
  'part.sku': 'SKU',
  'part.lot': 'Lote',
  'part.epcis': 'Exportación EPCIS 2.0',
  'part.epcisText':
    'Lo recibido, movido, contado, embalado y enviado, tal como lo leen los sistemas de los socios (GS1 EPCIS 2.0, JSON-LD). No nombra a nadie.',
  'part.fromDay': 'Primer día',
  'part.toDay': 'Último día',
};
