package io.faceward.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Shows how far a command is and how long it will take: a bar on a terminal, a line per file elsewhere. */
interface Progress extends AutoCloseable {

    void done(String what);

    @Override
    void close();

    /** @param task a word for what is done */
    static Progress of(String task, int total, PrintWriter lines) {
        return System.console() == null ? new Lines(total, lines) : new Bar(task, total);
    }

    /** One line per file. For one thread. */
    final class Lines implements Progress {

        private final int total;
        private final PrintWriter lines;
        private final long start = System.nanoTime();
        private int done;

        Lines(int total, PrintWriter lines) {
            this.total = total;
            this.lines = lines;
        }

        @Override
        public void done(String what) {
            done++;
            long seconds = (System.nanoTime() - start) / 1_000_000_000 * (total - done) / done;
            lines.printf("[%d/%d, %d:%02d left] %s%n", done, total, seconds / 60, seconds % 60, what);
            lines.flush();
        }

        @Override
        public void close() {
            lines.flush();
        }
    }

    /** A bar on the terminal. */
    final class Bar implements Progress {

        private final ProgressBar bar;

        Bar(String task, int total) {
            this.bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(total)
                    .build();
        }

        @Override
        public void done(String what) {
            bar.step();
        }

        @Override
        public void close() {
            bar.close();
        }
    }
}
