import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { faultText } from '../../renderer/i18n/fault-text';
import { startI18n } from '../../renderer/i18n';
import { configErrorCodes, formatHints, type ConfigError } from '../../shared/config/config-error';
import { parseStationBytes } from '../../electron/config/parse-station';
import { brief, errorsOf, good, printer } from '../support/station-texts';

beforeAll(() => startI18n());

describe('a mistake', () => {
  it.each([
    [
      'a misspelt key',
      good.replace('timeZone', 'timezone'),
      ['7:1 “timezone” is not a setting here. Did you mean “timeZone”?', '1:1 “timeZone” is missing.'],
    ],
    ['a key of another place', `${good}port: 9100\n`, ['8:1 “port” is not a setting here. Possible: site, station,']],
    [
      'a misspelt key in a device',
      good + printer.replace('host', 'hots'),
      [
        '13:29 devices / zebra / transport: “hots” is not a setting here. Did you mean “host”?',
        'devices / zebra / transport: “host” is missing.',
      ],
    ],
    [
      'a key of another transport',
      good + printer.replace('port: 9100', 'port: 9100, baudRate: 9600'),
      ['13:57 devices / zebra / transport: “baudRate” is not a setting here. Possible: type, host, port.'],
    ],
    [
      'a time zone',
      good.replace('Berlin', 'Berln'),
      ['7:11 “Europe/Berln” is not a time zone. Did you mean “Europe/Berlin”?'],
    ],
    [
      'a time zone as an offset',
      good.replace('Europe/Berlin', '"+01:00"'),
      ['7:11 “+01:00” is not a time zone. An example'],
    ],
    [
      'a country',
      good.replace('country: DE', 'country: Germany'),
      ['6:12 shipFrom: “Germany” is not a country code. An example: DE.'],
    ],
    [
      'a country that does not exist',
      good.replace('country: DE', 'country: XQ'),
      ['6:12 shipFrom: “XQ” is not a country code.'],
    ],
    ['a currency', `${good}currency: Euro\n`, ['8:11 “Euro” is not a currency.']],
    ['a choice', `${good}look: drak\n`, ['8:7 “look” must be one of: light, dark, contrast. Did you mean “dark”?']],
    [
      'a number where text belongs',
      good.replace('"12345 Ulm"', '012345'),
      ['5:27 shipFrom / lines: The value of “lines 2” must stand in quotes: "012345".'],
    ],
    [
      'text where a number belongs',
      `${good}reprintLimit: two\n`,
      ['8:15 “reprintLimit” must be a whole number, but it is text.'],
    ],
    [
      'a fraction',
      `${good}autoLockMinutes: 2.5\n`,
      ['8:18 “autoLockMinutes” must be a whole number, but it is a number.'],
    ],
    ['too much', `${good}autoLockMinutes: 5000\n`, ['8:18 “autoLockMinutes” must be at most 480.']],
    ['too little', `${good}backup: { keep: 1 }\n`, ['8:17 backup: “keep” must be at least 2.']],
    ['an empty text', good.replace('Ana & Ben GmbH', '""'), ['4:9 shipFrom: “name” must not be empty.']],
    [
      'a list that is none',
      `${good}devices: none\n`,
      ['8:10 “devices” must be a list (lines that begin with "- "), but it is text.'],
    ],
    ['a group that is none', `${good}backup: daily\n`, ['8:9 “backup” must be a group']],
    [
      'a time',
      `${good}cutOffs: [{ service: express, time: 25:00 }]\n`,
      ['8:37 cutOffs / express: “time” must be a time of day in quotes such as "16:00".'],
    ],
    [
      'a name with a space',
      good.replace('pack-1', 'pack 1'),
      ['2:10 “station” must be letters, digits, ".", "_" and "-".'],
    ],
    [
      'an unquoted prefix',
      `${good}gs1: { companyPrefix: 0614141, ssccRange: { extension: 0, first: 1, last: 2 } }\n`,
      ['8:23 gs1: The value of “companyPrefix” must stand in quotes: "0614141".'],
    ],
    ['a GLN with a wrong check digit', `${good}siteGln: "9521234000007"\n`, ['8:10 “siteGln”']],
    [
      'a range beyond the prefix',
      `${good}gs1: { companyPrefix: "9521234567", ssccRange: { extension: 0, first: 1, last: 1000000 } }\n`,
      ['8:80 gs1 / ssccRange: With this company prefix a serial has 6 digits: 999999 at most.'],
    ],
    [
      'a range backwards',
      `${good}gs1: { companyPrefix: "9521234", ssccRange: { extension: 0, first: 9, last: 2 } }\n`,
      ['8:68 gs1 / ssccRange: The range begins at 9 and ends before it, at 2.'],
    ],
    [
      'a printer that is not there',
      `${good}${printer}labelPrinter: zebr\n`,
      ['14:15 There is no device with the id “zebr”. Did you mean “zebra”?'],
    ],
    [
      'a printer that is a scale',
      `${good}${printer.replace('printer', 'scale')}labelPrinter: zebra\n`,
      ['14:15 The device “zebra” is not a printer.'],
    ],
    [
      'a line without its devices',
      `${good}${printer}labelPrinter: zebra\napplicators:\n  - { id: l, name: L, printer: zebra, infeed: zebra, verify: gone }\n`,
      [
        '16:32 applicators / l: “zebra” prints for others too: a line needs a printer of its own.',
        '16:47 applicators / l: The device “zebra” is not a scanner.',
        '16:62 applicators / l: There is no device with the id “gone”.',
      ],
    ],
    [
      'a spare of nothing',
      `${good}${printer}spareLabelPrinters: [zebra]\n`,
      ['14:22 spareLabelPrinters: A spare needs a labelPrinter to stand in for.'],
    ],
    [
      'spares that are the printer itself, or not there',
      `${good}${printer}labelPrinter: zebra\nspareLabelPrinters: [zebra, zebr]\n`,
      [
        '15:22 spareLabelPrinters: “zebra” is named as a label printer twice.',
        '15:29 spareLabelPrinters: There is no device with the id “zebr”. Did you mean “zebra”?',
      ],
    ],
    [
      'a spare with other stock',
      `${good}${printer}${printer.replace('devices:\n', '').replace('id: zebra', 'id: spare').trimEnd()}\n    options: { dpi: 300 }\nlabelPrinter: zebra\nspareLabelPrinters: [spare]\n`,
      ['“spare” differs from “zebra” in protocol, dpi, labelWidthMm or labelHeightMm: its labels would not fit.'],
    ],
    [
      'a weighing scale that is a printer, or not there',
      `${good}${printer}scale: zebra\n`,
      ['14:8 The device “zebra” is not a scale.'],
    ],
    [
      'a second indicator of itself',
      `${good}${printer.replace('printer', 'scale').replace('zpl', 'mt-sics').trimEnd()}\n    options: { secondIndicatorOf: zebra }\n`,
      ['“zebra” is itself a second indicator: name the scale that it checks.'],
    ],
    [
      'two places for slips',
      `${good}${printer}slipPrinter: zebra\nslipSystemPrinter: HP\n`,
      ['15:20 Give either slipPrinter or slipSystemPrinter, not both.'],
    ],
    [
      'one folder for two things',
      `${good}exportFolder: ./Import/../import\nimportFolder: orders\nbackup: { folder: Orders/ }\n`,
      ['10:19 backup: This is the same folder as “importFolder”.'],
    ],
    [
      'a cut-off twice',
      `${good}cutOffs:\n  - { service: a, time: "10:00" }\n  - { service: a, time: "11:00" }\n`,
      ['10:16 cutOffs / a: There are two cut-offs for “a”.'],
    ],
    [
      'an unknown kind of device',
      good + printer.replace('kind: printer', 'kind: pinter'),
      ['10:11 devices / zebra: “kind” must be one of: scale, scanner, printer, rfid. Did you mean “printer”?'],
    ],
    [
      'a device id twice',
      good + printer + printer.replace('devices:\n', ''),
      ['14:9 devices / zebra: The id “zebra” is used twice.'],
    ],
    [
      'a choice of numbers',
      `${good}${printer}    options: { dpi: 200 }\n`,
      ['14:21 devices / zebra / options: “dpi” must be one of: 203, 300, 600.'],
    ],
    ['a tab', good.replace('  name', '\tname'), ['4:1 There is a tab at the start of this line. Indent with spaces.']],
    ['a key twice', `${good}site: other\n`, ['8:1 “site” stands here twice.']],
    ['a reference', good.replace('site: main', 'site: &a main').replace('pack-1', '*a'), ['1:10 References']],
    ['a merge', `${good}backup:\n  <<: { keep: 3 }\n`, ['9:3 backup: “<<” is not a setting here.']],
    ['a tag', good.replace('site: main', 'site: !main'), ['1:7']],
    ['binary data', good.replace('site: main', 'site: !!binary aGFsbG8='), ['1:16 “!!binary” can’t be used here.']],
    ['two documents', `${good}---\nsite: x\n`, ['8:1 The line “---” begins a second document.']],
    ['an open quote', good.replace('"12345 Ulm"', '"12345 Ulm'), ['This can’t be read: ']],
    ['an open bracket', `${good}devices: [\n`, ['This can’t be read: ']],
    ['a missing colon', `${good}language de\n`, ['This can’t be read: ']],
    ['nothing', '# nothing here\n\n', ['1:1 The file is empty.']],
    ['a list at the top', '- site: main\n', ['1:1 The file must consist of lines of the form “name: value”.']],
    ['a number as a key', `${good}7: x\n`, ['8:1 The file must consist of lines']],
    ['a key of the language', `${good}__proto__: { polluted: true }\n`, ['8:1 “__proto__” is not a setting here.']],
  ])('is told where it stands and in words: %s', (_name, text, wanted) => {
    const found = brief(text);
    for (const each of wanted) expect(found.join('\n')).toContain(each);
    expect(found.length).toBeGreaterThanOrEqual(wanted.length);
  });

  it('is told in the right line with CRLF too', () => {
    expect(brief(good.replace('Berlin', 'Berln').replaceAll('\n', '\r\n'))[0]).toContain('7:11 ');
  });

  it('is told with the encoding, where it is wrong', () => {
    const latin1 = Buffer.from(good.replace('Ulm', 'Köln'), 'latin1');
    const { parsed, text } = parseStationBytes(latin1);
    expect(text).toBeNull();
    expect(parsed).toMatchObject({ ok: false, errors: [{ code: 'not-utf8', line: 5, column: 35 }] });
    const utf16 = Buffer.from(`\uFEFF${good}`, 'utf16le');
    expect(parseStationBytes(utf16).parsed).toMatchObject({ errors: [{ code: 'not-utf8', line: 1 }] });
  });

  it.each(['en', 'de', 'es'])('has a sentence for every code in %s', (language) => {
    const words = i18next.getFixedT(language);
    for (const code of configErrorCodes) {
      expect(i18next.exists(`config.${code}`, { lng: language })).toBe(true);
      expect(faultText({ code, details: {} }, words)).toMatch(/[.?]$|"\.?$/);
      expect(faultText({ code, details: { where: 'devices' } }, words)).toMatch(/^devices( –|:) /);
    }
    for (const hint of formatHints) expect(i18next.exists(`config.hint.${hint}`, { lng: language })).toBe(true);
  });

  it('is told in the language of the station, without a word of another', () => {
    const [key, type, format] = [
      good.replace('timeZone', 'timezone'),
      `${good}reprintLimit: two\n`,
      good.replace('pack-1', 'pack 1'),
    ].map((text) => errorsOf(text)[0]);
    const say = (error: ConfigError | undefined, language: string): string =>
      error === undefined ? '' : faultText(error, i18next.getFixedT(language));
    expect(say(key, 'de')).toMatch(/^„\w+“ (ist hier keine Einstellung\. War „timeZone“ gemeint\?|fehlt\.)$/);
    expect(say(type, 'de')).toBe('„reprintLimit“ muss eine ganze Zahl sein, ist aber Text.');
    expect(say(format, 'es')).toBe('«station» no encaja. Se espera: letras, cifras, ".", "_" y "-".');
    expect(say(errorsOf(good.replace('"12345 Ulm"', '"12345 Ulm'))[0], 'de')).toMatch(
      /^Das ist nicht lesbar: [^a-z]*\w/,
    );
  });
});
