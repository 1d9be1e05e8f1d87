import i18next from 'i18next';
import { parseStation } from '../../electron/config/parse-station';
import { faultText } from '../../renderer/i18n/fault-text';
import type { ConfigError } from '../../shared/config/config-error';

export const good = `site: main
station: pack-1
shipFrom:
  name: Ana & Ben GmbH
  lines: [Hauptstrasse 1, "12345 Ulm"]
  country: DE
timeZone: Europe/Berlin
`;

export const printer = `devices:
  - id: zebra
    kind: printer
    name: Zebra
    protocol: zpl
    transport: { type: tcp, host: 10.0.0.7, port: 9100 }
`;

export const inWords = (error: ConfigError): string => faultText(error, i18next.getFixedT('en'));

export const errorsOf = (text: string): readonly ConfigError[] => {
  const parsed = parseStation(text);
  return parsed.ok ? [] : parsed.errors;
};
export const brief = (text: string): readonly string[] =>
  errorsOf(text).map((error) => `${error.line}:${error.column} ${inWords(error)}`);
