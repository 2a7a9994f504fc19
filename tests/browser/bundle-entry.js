import * as genlabel from 'genlabel';

globalThis.genlabel = genlabel;
