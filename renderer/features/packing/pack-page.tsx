import type { PackView } from '../../../shared/features/packing/view';
import { packingQueries } from '../../../shared/features/packing/queries';
import { useQuery } from '../../station/client';
import { PackWork } from './pack-work';
import { StartScreen } from './start-screen';

/** Nothing open: scan an order. Something open: the pack. */
export const PackPage = () => {
  const { data, loaded } = useQuery('packing.current', {}, packingQueries['packing.current'].tables);
  const pack: PackView | null = data;
  if (!loaded) return <main />;
  return pack === null ? <StartScreen /> : <PackWork pack={pack} />;
};
