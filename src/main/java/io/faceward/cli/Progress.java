package io.faceward.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Shows how far a command is: a bar on a terminal, a line per file elsewhere. */
interface Progress extends AutoCloseable {

    void done(String what);

    @Override
    void close();

    static Progress of(int total, PrintWriter lines) {
        return System.console() == null ? new Lines(total, lines) : new Bar(total);
    }

    /** One line per file. For one thread. */
    final class Lines implements Progress {

        private final int total;
        private final PrintWriter lines;
        private int done;

        Lines(int total, PrintWriter lines) {
            this.total = total;
            this.lines = lines;
        }

        @Override
        public void done(String what) {
            lines.printf("[%d/%d] %s%n", ++done, total, what);
        }

        @Override
        public void close() {
            lines.flush();
        }
    }

    /** A bar on the terminal. */
    final class Bar implements Progress {

        private final ProgressBar bar;

        Bar(int total) {
            this.bar = new ProgressBarBuilder()
                    .setTaskName("protect")
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
