import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { elementsOf, nameOfElement, select } from '../../../../shared/labels/design/design';
import type { LabelWarning } from '../../../../shared/labels/page/warnings';
import type { Editor } from './use-design';

const tones = { refuse: 'bad', warn: 'need', note: 'quiet' } as const;

/** Will it scan, will it be read? Each answer leads to the element that it is about. */
export const FaultList = ({ editor, warnings }: { editor: Editor; warnings: readonly LabelWarning[] }) => {
  const { t } = useTranslation();
  const goTo = (name: string): void =>
    editor.view((design) => {
      const found = elementsOf(design).findIndex((_, index) => {
        const own = nameOfElement(design, index);
        return name === own || name.startsWith(`${own}.`);
      });
      return found < 0 ? design : select(design, [found]);
    });
  if (warnings.length === 0)
    return (
      <p className="fault-list good" data-faults="0">
        <CircleCheck size={18} aria-hidden="true" />
        {t('designer.noFaults')}
      </p>
    );
  return (
    <ul className="fault-list" data-faults={warnings.length}>
      {warnings.map(({ code, severity, element, details }) => (
        <li key={`${code} ${element} ${JSON.stringify(details)}`}>
          <button type="button" className={tones[severity]} data-fault-code={code} onClick={() => goTo(element)}>
            {severity === 'refuse' ? (
              <CircleAlert size={18} aria-hidden="true" />
            ) : (
              <TriangleAlert size={18} aria-hidden="true" />
            )}
            <span>{t(`labelWarning.${code}`, { ...details })}</span>
          </button>
        </li>
      ))}
    </ul>
  );
};
