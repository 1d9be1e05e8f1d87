import { useTranslation } from 'react-i18next';
import type { BoxElement, LineElement, PolygonElement } from '../../../../shared/labels/description/elements';
import { ChoiceField, NumberField, Part } from './fields';

const fills = ['none', 'black', 'white'] as const;
const inks = ['black', 'white'] as const;
const directions = ['horizontal', 'vertical'] as const;

export const BoxPart = ({
  element,
  onChange,
}: {
  element: BoxElement;
  onChange: (element: BoxElement, mark?: string) => void;
}) => {
  const { t } = useTranslation();
  return (
    <Part title={t('designer.kind.box')}>
      <div className="pairs">
        <NumberField
          label={t('designer.thickness')}
          name="thickness"
          unit="mm"
          value={element.thickness}
          least={0.05}
          most={20}
          step={0.1}
          optional
          onChange={(thickness) => onChange({ ...element, thickness }, 'thickness')}
        />
        <ChoiceField
          label={t('designer.fill')}
          name="fill"
          value={element.fill ?? 'none'}
          choices={fills}
          wordOf={(each) => t(`designer.fill.${each}`)}
          onChange={(fill) => onChange({ ...element, fill })}
        />
      </div>
    </Part>
  );
};

export const LinePart = ({ element, onChange }: { element: LineElement; onChange: (element: LineElement) => void }) => {
  const { t } = useTranslation();
  return (
    <Part title={t('designer.kind.line')}>
      <ChoiceField
        label={t('designer.lies')}
        name="direction"
        value={element.direction}
        choices={directions}
        wordOf={(each) => t(`designer.lies.${each}`)}
        onChange={(direction) => onChange({ ...element, direction })}
      />
    </Part>
  );
};

export const PolygonPart = ({
  element,
  onChange,
}: {
  element: PolygonElement;
  onChange: (element: PolygonElement) => void;
}) => {
  const { t } = useTranslation();
  return (
    <Part title={t('designer.kind.polygon')}>
      <ChoiceField
        label={t('designer.ink')}
        name="ink"
        value={element.ink ?? 'black'}
        choices={inks}
        wordOf={(each) => t(`designer.ink.${each}`)}
        onChange={(ink) => onChange({ ...element, ink })}
      />
    </Part>
  );
};
