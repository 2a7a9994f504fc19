import { drawFigures } from './draw-figures';

drawFigures(document);
