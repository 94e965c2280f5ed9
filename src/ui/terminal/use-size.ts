import {useWindowSize} from 'ink';
import type {Size} from './size.ts';

/** Get the terminal's size, and rerender when it changes. */
export default function useSize(): Size {
	return useWindowSize();
}
