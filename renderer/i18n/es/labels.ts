import type { Section } from '../sections';

/** What is wrong with a label: `labelWarning.<code>`. */
export const labels: Section<'labelWarning'> = {
  'labelWarning.field-missing': 'El campo {{field}} no está en el registro.',
  'labelWarning.value-not-formattable': '{{field}} no se puede escribir como «{{formatter}}».',
  'labelWarning.characters-not-printable': 'Ninguna fuente tiene estos caracteres: {{characters}}',
  'labelWarning.text-does-not-fit': 'Demasiado largo para su recuadro: {{text}}',
  'labelWarning.text-shortened': 'Acortado para que quepa: {{text}}',
  'labelWarning.rows-left-out': 'No caben {{rows}} filas más.',
  'labelWarning.rows-shortened': 'Se omitieron {{rows}} filas.',
  'labelWarning.barcode-empty': 'El código de barras no tiene datos.',
  'labelWarning.barcode-data': 'Estos datos no caben en este tipo de código.',
  'labelWarning.barcode-check-digit': 'Dígito de control incorrecto: {{data}}',
  'labelWarning.barcode-gs1': 'Datos GS1 incorrectos: AI {{ai}}, {{problem}}.',
  'labelWarning.barcode-too-large': 'El código no cabe aquí: {{text}}',
  'labelWarning.module-under-two-dots':
    'Barras de un solo punto: apenas se leerá. Ensanche el código o use una impresora más fina.',
  'labelWarning.module-too-narrow': 'Barras de {{module}} mm en vez de {{least}} mm: dé más espacio al código.',
  'labelWarning.module-out-of-gs1': 'Barras de {{module}} mm: GS1 permite aquí de {{least}} a {{most}} mm.',
  'labelWarning.height-out-of-gs1': 'Barras de {{height}} mm de alto: GS1 pide al menos {{least}} mm.',
  'labelWarning.quiet-zone-disturbed': 'Hay algo en el blanco junto al código, o la etiqueta termina ahí.',
  'labelWarning.off-the-label': 'Esto sobresale del borde de la etiqueta.',
  'labelWarning.text-too-small': 'Las mayúsculas de {{height}} mm son demasiado pequeñas.',
  'labelWarning.texts-overlap': 'Este texto está encima de otro ({{other}}).',
};
