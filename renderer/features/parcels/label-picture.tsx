import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/result';
import { callStation } from '../../station/client';
import { FailureLine } from '../../ui/failure';

/** The label as it was printed, drawn from its own bytes. */
export const LabelPicture = ({ sha256 }: { sha256: string }) => {
  const { t } = useTranslation();
  const [picture, setPicture] = useState<{ readonly sha256: string; readonly source: string } | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    let alive = true;
    void callStation('label.preview', { sha256 }).then((answer) => {
      if (!alive) return;
      setFailure(answer.ok ? null : answer.failure);
      if (answer.ok) setPicture({ sha256, source: `data:image/png;base64,${answer.value.pngBase64}` });
    });
    return () => {
      alive = false;
    };
  }, [sha256]);
  if (failure !== null) return <FailureLine failure={failure} />;
  return picture?.sha256 === sha256 ? (
    <img className="label-picture" src={picture.source} alt={t('parcels.label')} />
  ) : (
    <p className="quiet">{t('loading')}</p>
  );
};
