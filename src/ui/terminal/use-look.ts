import {use} from 'react';
import {lookContext, type Look} from './look.ts';

/** Get the current look; outside a `LookProvider`, no colors and all glyphs. */
export default function useLook(): Look {
	return use(lookContext);
}
