import {useWindowSize} from 'ink';
import type {Size} from './size.ts';

/** Get the size of the terminal, and draw again when it changes. */
export default function useSize(): Size {
	return useWindowSize();
}
