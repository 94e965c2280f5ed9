import type {LogLine} from '../../../ui/draw/Lines.tsx';
import type {Tone} from '../../../ui/terminal/theme.ts';

/** Format a miner's log for the screen: the time of day, the message, and the level as a tone. */
export const toLogLines = (log: readonly string[]): readonly LogLine[] =>
	log.map((line, index) => {
		const {time, level, message} = pattern.exec(line)?.groups ?? {};
		return message === undefined
			? {id: index, text: line}
			: {id: index, text: `${time} ${message}`, tone: tones[level!]};
	});

/** A line as written by `miner/log.ts`. */
const pattern = /^[\d\-]+T(?<time>[\d:]+)\.\d+Z (?<level>\w+) {1,2}(?<message>\S.*)$/v;

const tones: Readonly<Record<string, Tone>> = {warn: 'warn', error: 'bad'};
