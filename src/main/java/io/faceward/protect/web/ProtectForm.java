package io.faceward.protect.web;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;

/** The form of {@code POST /protect} for OpenAPI; every query parameter may be a field of it. */
@Schema(name = "ProtectForm")
record ProtectForm(
        @Schema(
                type = "string",
                format = "binary",
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "A JPEG, PNG or WebP file")
        MultipartFile image,

        @Schema(allowableValues = {"fast", "high-fidelity"}) @Nullable
        String mode,

        @Schema(allowableValues = {"id-guard", "dadfi", "grasp", "anti-forgery", "pgd"}) @Nullable
        String method,

        @Schema(allowableValues = {"low", "medium", "high"}) @Nullable
        String strength,

        @Schema(minimum = "1", maximum = "16") @Nullable Float epsilon,

        @Schema(
                name = "no-face",
                allowableValues = {"reject", "pass-through", "whole-image"})
        @Nullable
        String noFace,

        @Schema(allowableValues = {"jpeg", "png", "webp"}) @Nullable
        String format,

        @Schema(minimum = "1", maximum = "100") @Nullable Integer quality,

        @Schema(allowableValues = {"safe", "none", "all"}) @Nullable
        String metadata,

        @Schema(example = "stargan") @Nullable String against,

        @Schema(minimum = "0", maximum = "9007199254740991") @Nullable
        Long seed) {}
