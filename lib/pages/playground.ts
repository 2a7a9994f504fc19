import workerCode from 'playground-worker';
import { startPlayground } from './playground/playground';

startPlayground(document, window, workerCode);
