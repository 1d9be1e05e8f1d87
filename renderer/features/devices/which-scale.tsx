import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { transportConfigSchema } from '../../../shared/device-config';
import type { Failure } from '../../../shared/result';
import type { CallAnswer } from '../../../shared/station';
import { callStation, useBusy } from '../../station/client';
import { FailureLine } from '../../ui/failure';
import { settingsOf, type Draft } from './draft';

type Candidate = CallAnswer<'devices.whichScale'>[number];

export interface WhichScaleProps {
  readonly draft: Draft;
  readonly taken: readonly string[];
  readonly onChoose: (part: Partial<Draft>) => void;
}

/** Finds out which scale is on the line: by listening, or also with questions that no scale acts on. */
export const WhichScale = ({ draft, taken, onChoose }: WhichScaleProps) => {
  const { t } = useTranslation();
  const [found, setFound] = useState<readonly Candidate[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const transport = transportConfigSchema.safeParse(settingsOf(draft, taken)['transport']);
  const look = (ask: boolean): void =>
    void run(async () => {
      if (!transport.success) return;
      setFailure(null);
      setFound([]);
      const answer = await callStation('devices.whichScale', { transport: transport.data, ask });
      if (answer.ok) setFound(answer.value);
      else setFailure(answer.failure);
    });
  const choose = ({ protocol, settings }: Candidate): void => {
    const line = Object.fromEntries(
      Object.entries(settings ?? {}).map(([key, value]) => [`transport.settings.${key}`, String(value)]),
    );
    onChoose({ protocol, values: { ...draft.values, ...line } });
  };
  return (
    <details className="which-scale">
      <summary>{t('devices.whichScale')}</summary>
      <div>
        <p className="quiet">{t('devices.whichScaleText')}</p>
        <div className="row">
          <button type="button" className="button" disabled={busy || !transport.success} onClick={() => look(false)}>
            {t(busy ? 'devices.looking' : 'devices.listen')}
          </button>
          <button type="button" className="button" disabled={busy || !transport.success} onClick={() => look(true)}>
            {t('devices.ask')}
          </button>
        </div>
        <FailureLine failure={failure} />
        {found.map((each) => (
          <button key={`${each.protocol} ${each.line}`} type="button" className="choice" onClick={() => choose(each)}>
            <span>
              {each.name} {each.line ?? ''} <span className="quiet">{each.example}</span>
            </span>
          </button>
        ))}
      </div>
    </details>
  );
};
