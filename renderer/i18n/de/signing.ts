import type { Section } from '../sections';

export const signing: Section<'signing' | 'part'> = {
  'signing.title': 'Signaturen',
  'signing.text':
    'Die Station signiert den Kopf des Journals: bei Tagesabschluss, bei jeder Sicherung und nach je 1.000 Einträgen. Wer den Namen ihres Schlüssels kennt, kann später prüfen, dass nichts geändert wurde.',
  'signing.none': 'Noch nichts signiert. Der Schlüssel entsteht mit der ersten Signatur.',
  'signing.key': 'Schlüssel dieser Station',
  'signing.since': 'seit {{at}}',
  'signing.replaced': 'Der Schlüssel davor ist nicht auf diesem Rechner: er konnte diesen nicht bestätigen.',
  'signing.last': 'Signiert bis Eintrag {{n}}, {{at}} ({{why}}).',
  'signing.count': '{{count}} Signaturen',
  'signing.count_one': '{{count}} Signatur',
  'signing.sign': 'Jetzt signieren',
  'signing.change': 'Schlüssel wechseln',
  'signing.changeText':
    'Von jetzt an signiert ein neuer Schlüssel; der alte bestätigt ihn. Sein Name steht auf dem nächsten Tagesabschluss.',
  'signing.why.entries': 'nach vielen Einträgen',
  'signing.why.day-end': 'Tagesabschluss',
  'signing.why.backup': 'Sicherung',
  'signing.why.export': 'Ausgabe',
  'signing.why.asked': 'von Hand',
  'part.title': 'Ausgabe mit Beweis',
  'part.text':
    'Eine Datei, die jeder ohne die App prüfen kann (packwright verify-slice). Namen und Adressen darin bleiben versiegelt.',
  'part.by': 'Was',
  'part.make': 'Ausgeben',
  'part.by.entries': 'Einträge',
  'part.by.order': 'Ein Auftrag',
  'part.by.parcel': 'Ein Paket',
  'part.by.lot': 'Eine Charge',
  'part.from': 'Von Eintrag',
  'part.to': 'Bis Eintrag',
  'part.order': 'Auftragsnummer',
  'part.parcel': 'Paketnummer oder SSCC',
  'part.sku': 'Artikelnummer',
  'part.lot': 'Charge',
  'part.epcis': 'EPCIS-2.0-Ausgabe',
  'part.epcisText':
    'Was eingegangen ist, bewegt, gezählt, gepackt und versandt wurde, wie es die Systeme der Partner lesen (GS1 EPCIS 2.0, JSON-LD). Personen stehen nicht darin.',
  'part.fromDay': 'Erster Tag',
  'part.toDay': 'Letzter Tag',
};
