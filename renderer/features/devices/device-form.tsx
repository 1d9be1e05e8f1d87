import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProtocolView } from '../../../shared/device-page';
import { deviceKinds, type DeviceKind } from '../../../shared/devices';
import type { Failure } from '../../../shared/result';
import { labelRoles, type LabelRole } from '../../../shared/station';
import { callStation, useBusy } from '../../station/client';
import { Dialog } from '../../ui/dialog';
import { FailureLine } from '../../ui/failure';
import { checkDraft, moreFields, placeFields, transportsOf, withKind, type Draft, type Field } from './draft';
import { FieldInput } from './form-fields';
import { WhichScale } from './which-scale';

export interface DeviceFormProps {
  readonly draft: Draft;
  /** Ids that other devices have. */
  readonly taken: readonly string[];
  readonly protocols: readonly ProtocolView[];
  /** Serial ports that are plugged in. */
  readonly ports?: readonly string[];
  readonly onClose: (failure: Failure | null) => void;
}

/** A protocol that the chosen way can carry. */
const fits = (protocol: ProtocolView, draft: Draft): boolean =>
  protocol.kind === draft.kind &&
  (draft.transport === 'wedge') === (protocol.id === 'keyboard-wedge') &&
  (draft.transport === 'hid') === protocol.id.startsWith('hid-');

const matchText = ({ match }: Draft): string =>
  match === null ? '' : [match.vendorId, match.productId, match.serialNumber, match.portPath].filter(Boolean).join(' ');

interface PartProps {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
}

const KindFields = ({ draft, change, protocols }: PartProps & { protocols: readonly ProtocolView[] }) => {
  const { t } = useTranslation();
  return (
    <>
      <div className="row">
        <label className="field grow">
          <span>{t('devices.kind')}</span>
          <select
            className="input"
            value={draft.kind}
            disabled={draft.id !== null}
            data-field="kind"
            onChange={(event) => change(withKind(draft, event.target.value as DeviceKind))}
          >
            {deviceKinds.map((each) => (
              <option key={each} value={each}>
                {t(`device.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field grow">
          <span>{t('devices.connection')}</span>
          <select
            className="input"
            value={draft.transport}
            data-field="transport"
            onChange={(event) => change({ transport: event.target.value as Draft['transport'], match: null })}
          >
            {transportsOf[draft.kind].map((each) => (
              <option key={each} value={each}>
                {t(`devices.way.${each}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <label className="field">
        <span>{t('devices.protocol')}</span>
        <select
          className="input"
          value={draft.protocol}
          data-field="protocol"
          onChange={(event) => change({ protocol: event.target.value })}
        >
          {protocols.map(({ id, name, line }) => (
            <option key={id} value={id}>
              {name}
              {draft.transport === 'serial' && line !== null ? ` – ${line}` : ''}
            </option>
          ))}
        </select>
      </label>
    </>
  );
};

const RoleField = ({ draft, change }: PartProps) => {
  const { t } = useTranslation();
  return (
    <label className="field">
      <span>{t('devices.role')}</span>
      <select
        className="input"
        value={draft.role}
        data-field="role"
        onChange={(event) => change({ role: event.target.value as LabelRole })}
      >
        {labelRoles.map((each) => (
          <option key={each} value={each}>
            {t(`devices.role.${each}`)}
          </option>
        ))}
      </select>
    </label>
  );
};

/** Adds a device to `station.yaml` or changes it there; comments in the file stay. */
export const DeviceForm = ({ draft: begun, taken, protocols, ports = [], onClose }: DeviceFormProps) => {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(begun);
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const change = (part: Partial<Draft>): void => {
    setDraft((before) => ({ ...before, ...part }));
    setWrong([]);
  };
  const offered = protocols.filter((each) => fits(each, draft));
  const protocol = offered.some(({ id }) => id === draft.protocol) ? draft.protocol : (offered[0]?.id ?? '');
  const complete = { ...draft, protocol };
  const line = offered.find(({ id }) => id === protocol)?.line ?? null;

  const save = (): void =>
    void run(async () => {
      const checked = checkDraft(complete, taken);
      if (!checked.ok) return setWrong(checked.wrong);
      setWrong([]);
      const role = draft.kind === 'printer' ? { role: draft.role } : {};
      const answer = await callStation('devices.save', { device: checked.device, ...role });
      if (answer.ok) onClose(null);
      else setFailure(answer.failure);
    });

  const input = (field: Field) => (
    <FieldInput
      key={field.path}
      field={field}
      value={draft.values[field.path] ?? ''}
      wrong={wrong.includes(field.path)}
      usual={
        field.path.startsWith('transport.settings') && line !== null
          ? t('devices.usualLine', { line })
          : t('devices.usual')
      }
      suggestions={field.path === 'transport.path' && draft.transport === 'serial' ? ports : []}
      onChange={(value) =>
        change({
          values: { ...draft.values, [field.path]: value },
          ...(field.path === 'transport.path' ? { match: null } : {}),
        })
      }
    />
  );
  const showPlace = draft.match === null;
  const more = moreFields(draft.kind, draft.transport);
  return (
    <Dialog
      title={draft.id === null ? t('devices.addTitle') : t('devices.editTitle', { name: begun.name })}
      onClose={() => onClose(null)}
      onSubmit={() => (busy ? undefined : save())}
      footer={
        <button type="submit" className="button primary" disabled={busy} data-save>
          {t('save')}
        </button>
      }
    >
      <FailureLine failure={failure} />
      <label className="field">
        <span>{t('name')}</span>
        <input
          className="input"
          value={draft.name}
          maxLength={60}
          aria-invalid={wrong.includes('name')}
          data-field="name"
          data-focus
          onChange={(event) => change({ name: event.target.value })}
        />
        {wrong.includes('name') ? <small className="bad">{t('devices.nameMissing')}</small> : null}
      </label>
      <KindFields draft={complete} change={change} protocols={offered} />
      {showPlace ? (
        <div className="row form-row">{placeFields[draft.transport].map(input)}</div>
      ) : (
        <p className="spread">
          <span>
            {t('devices.thisOne')} <span className="number">{matchText(draft)}</span>
          </span>
          <button type="button" className="button" onClick={() => change({ match: null })}>
            {t('devices.otherOne')}
          </button>
        </p>
      )}
      {showPlace && (draft.transport === 'hid' || draft.transport === 'usb') ? (
        <p className="quiet">{t('devices.onlyOne')}</p>
      ) : null}
      {draft.kind === 'scale' && (draft.transport === 'serial' || draft.transport === 'tcp') ? (
        <WhichScale draft={complete} taken={taken} onChoose={change} />
      ) : null}
      {draft.kind === 'printer' ? <RoleField draft={draft} change={change} /> : null}
      <details open={more.some(({ path }) => wrong.includes(path)) || undefined}>
        <summary>{t('devices.more')}</summary>
        <div className="form-grid">{more.map(input)}</div>
        <label className="check">
          <input
            type="checkbox"
            checked={draft.disabled}
            onChange={(event) => change({ disabled: event.target.checked })}
          />
          <span>{t('devices.field.disabled')}</span>
        </label>
      </details>
    </Dialog>
  );
};
