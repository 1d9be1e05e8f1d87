import type { Section } from '../sections';

/** Words of the scanner check. */
export const scannerTest: Section<'scannerTest' | 'keyboard'> = {
  'scannerTest.button': 'Scanner prüfen',
  'scannerTest.title': '{{name}} prüfen',
  'scannerTest.card': 'Karte zum Drucken',
  'scannerTest.end': 'Prüfung beenden',
  'scannerTest.scan': 'Code {{number}} scannen: {{name}}',
  'scannerTest.hint':
    'Ein Laserscanner liest keinen Bildschirm und keine quadratischen Codes: gedruckte Karte nehmen und die Quadrate übergehen.',
  'scannerTest.skip': 'Nächster Code',
  'scannerTest.now': 'jetzt scannen',
  'scannerTest.open': 'nicht gescannt',
  'scannerTest.code.characters': 'Zeichen',
  'scannerTest.code.product': 'Artikel (EAN-13)',
  'scannerTest.code.lot': 'Charge und Serie (GS1-128)',
  'scannerTest.code.matrix': 'Charge und Serie (Data Matrix)',
  'scannerTest.code.link': 'Weblink (QR)',
  'scannerTest.code.long': 'Langer Code (QR)',
  'scannerTest.code.command': 'Befehlscode',
  'scannerTest.outcome.passed':
    'Alle {{all}} Codes kamen Zeichen für Zeichen an: Dieser Scanner ist richtig eingestellt.',
  'scannerTest.outcome.open':
    '{{passed}} von {{all}} Codes bestanden, {{open}} nicht gescannt. Für Laserscanner ohne quadratische Codes ist das richtig.',
  'scannerTest.outcome.faults': '{{faults}} von {{all}} Codes kamen falsch an. Mit diesem Scanner noch nicht packen.',
  'scannerTest.noAim':
    'Er sendet keine Symbologie-Kennungen. AIM-Kennungen einschalten: Nur damit ist ein Artikel sicher von einer Sendungsnummer zu unterscheiden.',
  'scannerTest.found.passed': 'richtig',
  'scannerTest.found.layout': 'Dieser Scanner tippt mit dem Layout „{{scanner}}“, der Rechner hat „{{computer}}“',
  'scannerTest.do.layout':
    'Im Handbuch des Scanners „Tastaturland: {{computer}}“ scannen – oder besser auf HID POS oder serielles USB umstellen.',
  'scannerTest.found.caps-lock': 'Groß- und Kleinbuchstaben sind vertauscht',
  'scannerTest.do.caps-lock': 'Feststelltaste ausschalten, dann neu scannen.',
  'scannerTest.found.no-gs': 'Das Trennzeichen GS fehlt: Charge und Serie laufen ineinander',
  'scannerTest.do.no-gs':
    'Scanner so einstellen, dass er GS (FNC1) sendet. Als Tastatur: ein Ersatzzeichen tippen lassen und unter „Statt GS getippt“ eintragen.',
  'scannerTest.found.gs-as': 'Statt des Trennzeichens GS sendet er {{sent}}',
  'scannerTest.do.gs-as': '{{sent}} unter „Statt GS getippt“ eintragen oder den Scanner GS selbst senden lassen.',
  'scannerTest.found.suffix': 'Hinter dem Code kommt zu viel: {{sent}}',
  'scannerTest.do.suffix': 'Nur ein Suffix einstellen, Enter (CR), oder das gesendete beim Gerät als Suffix eintragen.',
  'scannerTest.found.prefix': 'Vor dem Code kommt {{sent}}',
  'scannerTest.do.prefix': 'Präfix im Scanner löschen oder beim Gerät als Präfix eintragen.',
  'scannerTest.found.no-suffix': 'Der Code hat kein Ende: Dahinter fehlt Enter',
  'scannerTest.do.no-suffix': 'Im Scanner das Suffix Enter (CR) einstellen oder das Suffix des Geräts ändern.',
  'scannerTest.found.identifier': 'Er nennt den Code {{sent}}, richtig ist {{wanted}}: GS1 wird nicht erkannt',
  'scannerTest.do.identifier': 'Im Scanner AIM-Kennungen und GS1 einschalten.',
  'scannerTest.found.cut-short': 'Nur {{received}} von {{wanted}} Zeichen kamen an',
  'scannerTest.do.cut-short':
    'Größte Codelänge im Scanner erhöhen, Prüfziffern senden, als Tastatur langsamer tippen lassen.',
  'scannerTest.found.wrong-characters': 'Falsche Zeichen: {{received}} kam an, {{wanted}} ist gedruckt',
  'scannerTest.do.wrong-characters':
    'Den Code dieses Schritts scannen. Wenn es bleibt: Layout, Datenbits und Parität und Bearbeitungsregeln im Scanner prüfen.',
  'scannerTest.found.unreadable': 'Es kam etwas, das kein Code ist',
  'scannerTest.do.unreadable':
    'Präfix, Suffix, Tempo, Datenbits und Parität mit dem Scanner vergleichen, dann neu scannen.',
  'keyboard.us': 'US-amerikanisch',
  'keyboard.gb': 'britisch',
  'keyboard.de': 'deutsch',
  'keyboard.fr': 'französisch',
  'keyboard.es': 'spanisch',
  'keyboard.it': 'italienisch',
};
