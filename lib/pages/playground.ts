import workerCode from 'playground-worker';
import { afterFirstPaint } from './after-first-paint';
import { startPlayground } from './playground/playground';

afterFirstPaint(document, () => startPlayground(document, window, workerCode));
