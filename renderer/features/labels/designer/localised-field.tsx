import { useTranslation } from 'react-i18next';
import { templateSchema, type Localised } from '../../../../shared/labels/description/elements';
import { CheckField, TemplateField } from './fields';

/** Languages that the station itself speaks; others of a file are kept and shown beside them. */
const usual = ['en', 'de', 'es'];

const isTemplate = (text: string): boolean => templateSchema.safeParse(text).success;

/** A text that is the same in every language, or one for each. */
export const LocalisedField = ({
  label,
  name,
  value,
  fields,
  onChange,
}: {
  label: string;
  name: string;
  value: Localised;
  fields: readonly string[];
  onChange: (value: Localised) => void;
}) => {
  const { t } = useTranslation();
  const isOne = typeof value === 'string';
  const languages = isOne ? [] : [...new Set([...usual, ...Object.keys(value)])];
  const toMany = (text: string): Localised => Object.fromEntries(usual.map((language) => [language, text]));
  return (
    <>
      {isOne ? (
        <TemplateField
          label={label}
          name={name}
          value={value}
          fields={fields}
          isGood={isTemplate}
          onChange={onChange}
        />
      ) : (
        languages.map((language) => (
          <TemplateField
            key={language}
            label={`${label} (${language})`}
            name={`${name}-${language}`}
            value={value[language] ?? ''}
            fields={fields}
            isGood={isTemplate}
            rows={1}
            onChange={(text) => onChange({ ...value, [language]: text })}
          />
        ))
      )}
      <CheckField
        label={t('designer.perLanguage')}
        name={`${name}-per-language`}
        checked={!isOne}
        onChange={(many) =>
          onChange(many ? toMany(isOne ? value : '') : isOne ? value : (Object.values(value)[0] ?? ''))
        }
      />
    </>
  );
};
