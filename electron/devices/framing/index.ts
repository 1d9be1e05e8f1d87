export { byLength, fixedLength, type MeasureFrame } from './by-length';
export { delimited, withEvenParity, type DelimitedOptions } from './delimited';
export { idleGap } from './idle-gap';
export { reports } from './reports';
