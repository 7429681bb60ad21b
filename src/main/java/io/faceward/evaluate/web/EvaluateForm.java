package io.faceward.evaluate.web;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;

/** The form of {@code POST /evaluate} for OpenAPI, which leaves out that every query parameter may be a field of it. */
@Schema(name = "EvaluateForm")
record EvaluateForm(
        @Schema(
                type = "string",
                format = "binary",
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "A JPEG, PNG or WebP file")
        MultipartFile original,

        @Schema(
                name = "protected",
                type = "string",
                format = "binary",
                description = "The same photo, protected; without it the service protects the original")
        @Nullable
        MultipartFile protectedImage) {}
