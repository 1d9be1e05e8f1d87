import { useTranslation } from 'react-i18next';
import type { LabelChange, PropertyChange } from '../../../../shared/labels/design/changes';
import { useElementWords } from './element-words';

/** What a property is called on the panel, where that is another word than its name. */
const panelWords: Readonly<Record<string, string>> = {
  place: 'place',
  extent: 'extent',
  name: 'labelName',
  samples: 'tab.samples',
  elements: 'data',
  show: 'show',
  weight: 'bold',
  textSize: 'size',
  module: 'module.min',
  image: 'kind.image',
};

/** Longer words are cut: the panel shows them whole. */
const mostLetters = 60;
const cut = (text: string): string => (text.length > mostLetters ? `${text.slice(0, mostLetters)}…` : text);

/** Values that mean something by themselves; of the others only that they changed is said. */
const said = new Set([
  'place',
  'extent',
  'name',
  'stock',
  'text',
  'data',
  'size',
  'minSize',
  'thickness',
  'over',
  'pitch',
  'rowHeight',
  'rotation',
]);

const Property = ({ property, from, to }: PropertyChange) => {
  const { t } = useTranslation();
  const word = t(`designer.${panelWords[property] ?? property}`);
  if (!said.has(property) || (from === '' && to === '')) return <li>{word}</li>;
  return (
    <li>
      {word}: <s className="quiet">{from === '' ? '–' : cut(from)}</s> → {to === '' ? '–' : cut(to)}
    </li>
  );
};

const Properties = ({ properties }: { properties: readonly PropertyChange[] }) => (
  <ul>
    {properties.map((each) => (
      <Property key={each.property} {...each} />
    ))}
  </ul>
);

/** What was done to a label, in words. */
export const ChangeList = ({ changes }: { changes: readonly LabelChange[] }) => {
  const { t } = useTranslation();
  const words = useElementWords();
  if (changes.length === 0) return <p className="quiet">{t('designer.noChange')}</p>;
  return (
    <ul className="label-changes" data-changes={changes.length}>
      {changes.map((change, index) => {
        if (change.what === 'order') return <li key="order">{t('designer.changed.order')}</li>;
        if (change.what === 'label')
          return (
            <li key="label">
              <strong>{t('designer.tab.label')}</strong>
              <Properties properties={change.properties} />
            </li>
          );
        const { kind, text } = words(change.element);
        return (
          <li key={`${change.what} ${index}`}>
            <strong>
              {kind} {text}
            </strong>{' '}
            {t(`designer.changed.${change.what}`)}
            {change.what === 'changed' ? <Properties properties={change.properties} /> : null}
          </li>
        );
      })}
    </ul>
  );
};
