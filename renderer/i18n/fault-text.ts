import type { TFunction } from 'i18next';
import type { ConfigError } from '../../shared/config/config-error';

/** A fault of `station.yaml` as one or two sentences, with the group that it stands in where there is one. */
export const faultText = ({ code, details }: Pick<ConfigError, 'code' | 'details'>, t: TFunction): string => {
  const word = (head: string, value: unknown): string =>
    typeof value === 'string' ? t([`${head}.${value}`, `${head}.other`]) : '';
  const { suggestion, where, reason } = details;
  const values = {
    ...details,
    wanted: word('config.kind', details['wanted']),
    found: word('config.kind', details['found']),
    hint: word('config.hint', details['hint']),
    problem: word('config.syntax', details['problem']),
    why: typeof reason === 'string' ? t([`folder.why.${reason}`, 'folder.why.other'], { reason }) : '',
  };
  const more =
    typeof suggestion === 'string' && suggestion !== ''
      ? t('config.meant', values)
      : t(`config.${code}.otherwise`, { ...values, defaultValue: '' });
  const key = code === 'too-short' && details['limit'] === 1 ? 'must-not-be-empty' : code;
  const sentence = [t(`config.${key}`, values), more].filter((each) => each !== '').join(' ');
  return typeof where === 'string' && where !== '' ? t('config.inGroup', { where, sentence }) : sentence;
};
