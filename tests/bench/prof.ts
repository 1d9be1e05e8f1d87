import { countInRecord } from './count-record';
void countInRecord(false, '/work/wt/countb/.cache', (r) => console.log(JSON.stringify(r)));
