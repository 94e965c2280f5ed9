import {useInput, usePaste, useStdin, type Key} from 'ink';
import {use, useEffect, useLayoutEffect, useRef, useState} from 'react';
import {toKeyNames} from './keys.ts';
import {editAtEnd, editByKey, insertText, toPasted, type TextEdit} from './text-edit.ts';
import {typingContext} from './typing.ts';

export type TextEditOptions = {
	readonly value: string;
	readonly onChange: (value: string) => void;
	readonly onSubmit?: (value: string) => void;
	readonly isActive: boolean;
	readonly isSecret: boolean;
	readonly limit: number;
	/** Prefilled text: the first typed text replaces it, unless an editing key came first. */
	readonly suggestion?: string;
};

/** Handle typing and pasting; the owner holds the text and may reject a change. */
export default function useTextEdit(options: TextEditOptions): TextEdit {
	const {value, onChange, onSubmit, isActive, isSecret, limit, suggestion} = options;
	const [edit, setEdit] = useState(() => editAtEnd(value));
	const shown = edit.value === value ? edit : editAtEnd(value);
	// Keys that arrive together are handled before the next render, each on top of the previous one.
	const latest = useRef(shown);
	useLayoutEffect(() => {
		latest.current = shown;
	});
	const apply = (next: TextEdit) => {
		const {value: previous} = latest.current;
		latest.current = next;
		setEdit(next);
		if (next.value !== previous) {
			onChange(next.value);
		}
	};

	const isTouched = useRef(false);
	const write = (text: string) => {
		const isSuggested = !isTouched.current && latest.current.value === suggestion;
		const alone = insertText(editAtEnd(''), text, {limit});
		isTouched.current = true;
		apply(isSuggested && alone.value !== '' ? alone : insertText(latest.current, text, {limit}));
	};

	const {isRawModeSupported} = useStdin();
	const isListening = isActive && isRawModeSupported;
	useInput(
		(input, key) => {
			const names = toKeyNames(input, key);
			const [name = ''] = names.length === 1 ? names : [];
			const edited = editByKey(latest.current, name, {isSecret});
			if (edited) {
				isTouched.current = true;
				apply(edited);
				return;
			}

			// Over a slow connection, typed text and the Enter after it may arrive together.
			const [typed = '', ...rest] = textOf(input, key).split(/[\n\r]/v);
			if (typed !== '') {
				write(typed);
			}

			if (rest.length > 0) {
				onSubmit?.(latest.current.value);
			}
		},
		{isActive: isListening},
	);
	usePaste(
		text => {
			write(toPasted(text));
		},
		{isActive: isListening},
	);

	const typing = use(typingContext);
	useEffect(() => {
		if (!isListening) {
			return;
		}

		typing.fields += 1;
		return () => {
			typing.fields -= 1;
		};
	}, [isListening, typing]);
	return shown;
}

function textOf(input: string, key: Key): string {
	if (key.return) {
		return '\r';
	}

	return key.ctrl || key.meta || key.escape || key.tab || key.eventType === 'release' ? '' : input;
}
