/** Every scale protocol, one line each. */
export { aAndD } from './a-and-d';
export { adamCpw } from './adam-cpw';
export { cardinal } from './cardinal';
export { cas, cas10, casCommand } from './cas';
export { casEcr } from './cas-ecr';
export { datalogicSingleCable } from './datalogic-single-cable';
export { dialog06 } from './dialog-06';
export { diniArgeo } from './dini-argeo';
export { epos } from './epos';
export { fairbanks } from './fairbanks';
export { hidScale } from './hid-scale';
export { kernKcp, kernLetters } from './kern';
export { mtSics } from './mt-sics';
export { nci, scp12 } from './nci';
export { ohaus, ohausAs } from './ohaus';
export { radwag } from './radwag';
export { riceLake } from './rice-lake';
export { sartoriusSbi } from './sartorius-sbi';
export { sma, sma20 } from './sma';
export { toledo8217, toledo8217Enumerated } from './toledo-8217';
export {
  toledoContinuous,
  toledoContinuousPlain,
  toledoContinuousSetUnit,
  toledoContinuousShort,
  toledoContinuousShortPlain,
} from './toledo-continuous';
