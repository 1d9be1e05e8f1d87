/** All papers in one place, to be read when the first is wanted: barcodes and words in three languages. */
export { accuracyReportHtml } from './accuracy-report';
export { badgeCardHtml } from './badge-card';
export { commandSheetHtml, sheetGroups } from './command-sheet';
export { countSheetHtml } from './count-sheet';
export { endOfDayHtml } from './end-of-day';
export { packingSlipHtml } from './packing-slip';
export { recallReportHtml } from './recall-report';
export { reconciliationHtml } from './reconciliation';
export { testCardHtml } from './test-card';
export { countWordsOf, wordsOf } from './words';
