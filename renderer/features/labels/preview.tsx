import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabelRecord } from '../../../shared/labels/description/values';
import type { LabelWarning } from '../../../shared/labels/page/warnings';
import type { Failure } from '../../../shared/result';
import { callStation } from '../../station/client';
import { FailureLine } from '../../ui/failure';
import { withProblem } from '../../i18n/label-problem';

interface Shown {
  readonly picture: string;
  readonly warnings: readonly LabelWarning[];
}

/** Time without a keystroke before the label is drawn again. */
const restMs = 250;

export const Warnings = ({ warnings }: { warnings: readonly LabelWarning[] }) => {
  const { t } = useTranslation();
  return (
    <ul className="label-warnings">
      {warnings.map(({ code, severity, element, details }) => (
        <li
          key={`${code} ${element}`}
          className={severity === 'refuse' ? 'bad' : severity === 'warn' ? 'need' : 'quiet'}
        >
          {t(`labelWarning.${code}`, withProblem(details, t))}
        </li>
      ))}
    </ul>
  );
};

/** The label as it will come out of this printer, dot for dot, and what speaks against it. */
export const Preview = ({
  description,
  record,
  printerId,
  onWarnings,
}: {
  description: string;
  record: LabelRecord;
  printerId: string;
  onWarnings?: (warnings: readonly LabelWarning[]) => void;
}) => {
  const { t } = useTranslation();
  const [shown, setShown] = useState<Shown | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    let alive = true;
    const timer = setTimeout(() => {
      void callStation('labels.preview', { description, record, printerId }).then((answer) => {
        if (!alive) return;
        setFailure(answer.ok ? null : answer.failure);
        if (!answer.ok) return;
        setShown({ picture: `data:image/png;base64,${answer.value.pngBase64}`, warnings: answer.value.warnings });
        onWarnings?.(answer.value.warnings);
      });
    }, restMs);
    return () => {
      alive = false;
      clearTimeout(timer);
    };
  }, [description, record, printerId, onWarnings]);
  if (failure !== null) return <FailureLine failure={failure} />;
  return shown === null ? (
    <p className="quiet">{t('loading')}</p>
  ) : (
    <div className="stack" data-preview>
      <img className="label-preview" src={shown.picture} alt={t('labels.picture')} />
      <Warnings warnings={shown.warnings} />
    </div>
  );
};
