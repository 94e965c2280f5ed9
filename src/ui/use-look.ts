import {use} from 'react';
import {lookContext, type Look} from './look.ts';

/** Get the colours and signs to draw with; outside of a `LookProvider`, no colours and every sign. */
export default function useLook(): Look {
	return use(lookContext);
}
