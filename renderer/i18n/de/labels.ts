import type { Section } from '../sections';

/** What is wrong with a label: `labelWarning.<code>`. */
export const labels: Section<'labelWarning'> = {
  'labelWarning.field-missing': 'Das Feld {{field}} fehlt im Datensatz.',
  'labelWarning.value-not-formattable': '{{field}} lässt sich nicht als „{{formatter}}“ schreiben.',
  'labelWarning.characters-not-printable': 'Diese Zeichen hat keine Schrift: {{characters}}',
  'labelWarning.text-does-not-fit': 'Zu lang für sein Feld: {{text}}',
  'labelWarning.text-shortened': 'Gekürzt, damit es passt: {{text}}',
  'labelWarning.rows-left-out': 'Kein Platz für {{rows}} weitere Zeilen.',
  'labelWarning.rows-shortened': '{{rows}} Zeilen wurden weggelassen.',
  'labelWarning.barcode-empty': 'Der Barcode hat keine Daten.',
  'labelWarning.barcode-data': 'Diese Daten passen nicht in diese Art Barcode.',
  'labelWarning.barcode-check-digit': 'Falsche Prüfziffer: {{data}}',
  'labelWarning.barcode-gs1': 'GS1-Daten fehlerhaft: AI {{ai}}, {{problem}}.',
  'labelWarning.barcode-too-large': 'Der Barcode hat hier keinen Platz: {{text}}',
  'labelWarning.module-under-two-dots':
    'Balken von nur einem Punkt: kaum lesbar. Barcode breiter machen oder feineren Drucker nehmen.',
  'labelWarning.module-too-narrow': 'Balken von {{module}} mm statt {{least}} mm: dem Barcode mehr Platz geben.',
  'labelWarning.module-out-of-gs1': 'Balken von {{module}} mm: GS1 erlaubt hier {{least}} bis {{most}} mm.',
  'labelWarning.height-out-of-gs1': 'Balken {{height}} mm hoch: GS1 verlangt mindestens {{least}} mm.',
  'labelWarning.quiet-zone-disturbed': 'Im Weiß neben dem Barcode steht etwas, oder das Etikett endet dort.',
  'labelWarning.off-the-label': 'Das ragt über den Rand des Etiketts.',
  'labelWarning.text-too-small': 'Großbuchstaben von {{height}} mm sind zu klein zum Lesen.',
  'labelWarning.texts-overlap': 'Dieser Text liegt auf einem anderen ({{other}}).',
};
