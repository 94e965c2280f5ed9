import {Box} from 'ink';
import Busy from '../../ui/draw/Busy.tsx';
import Line from '../../ui/draw/Line.tsx';
import Notice from '../../ui/draw/Notice.tsx';
import {fit, widthOf} from '../../ui/draw/text.ts';
import useLook from '../../ui/terminal/use-look.ts';
import {countRows, type Status} from './status.ts';

type Props = {
	readonly status: Status;
	/** Milliseconds since the Unix epoch. */
	readonly now: number;
	readonly width: number;
};

/** The status at the bottom of a step: the current task, a failure, why figures are stale, or the last result. */
export default function StatusView({status, now, width}: Props) {
	const {theme, glyphs} = useLook();
	if (status.kind === 'none') {
		return null;
	}

	return (
		<Box flexDirection="column" height={countRows(status)} paddingTop={1} flexShrink={0}>
			{status.kind === 'busy' ? (
				<>
					<Busy
						what={fit(status.doing, Math.min(widthOf(status.doing), width - 14), {
							ellipsis: glyphs.ellipsis,
						})}
						elapsed={now - status.since}
					/>
					{status.note !== undefined && <Line text={`  ${status.note}`} color={theme.muted} />}
				</>
			) : (
				<Notice
					kind={status.kind}
					message={status.message.join('\n')}
					fix={status.fix.length === 0 ? undefined : status.fix.join('\n')}
				/>
			)}
		</Box>
	);
}
