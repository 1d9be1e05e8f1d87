import type { ScaleProtocol } from '../../types';
import { datalogicSingleCable } from './datalogic-single-cable';
import { hidScale } from './hid-scale';
import { mtSics } from './mt-sics';
import { nci, scp12 } from './nci';
import { toledo8217, toledo8217Enumerated } from './toledo-8217';

/** Every dialect that a station can be set to, by the id that `station.yaml` names. */
export const scaleProtocols: Readonly<Record<string, ScaleProtocol>> = {
  [mtSics.id]: mtSics,
  [nci.id]: nci,
  [scp12.id]: scp12,
  [toledo8217.id]: toledo8217,
  [toledo8217Enumerated.id]: toledo8217Enumerated,
  [datalogicSingleCable.id]: datalogicSingleCable,
  [hidScale.id]: hidScale,
};
