import {useState} from 'react';

/** Get when a value last changed, by the screen's clock. */
export default function useChangedAt(value: unknown, now: number): number {
	const [last, setLast] = useState({value, at: now});
	if (Object.is(last.value, value)) {
		return last.at;
	}

	setLast({value, at: now});
	return now;
}
