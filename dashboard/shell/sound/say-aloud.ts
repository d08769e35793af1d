import type { Language } from '../../../gateway/domain/text.ts';

/** Speaks a short text in its language, instead of what is being spoken; nothing where the browser has no voice. */
export function sayAloud(text: string, language: Language): void {
  if (!('speechSynthesis' in window)) return;
  const said = new SpeechSynthesisUtterance(text);
  said.lang = language === 'zh' ? 'zh-CN' : 'en-GB';
  window.speechSynthesis.cancel();
  window.speechSynthesis.speak(said);
}
