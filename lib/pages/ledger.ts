import { filterLedger } from './filter-ledger';
import { openTarget } from './open-target';

filterLedger(document, window);
openTarget(document, window);
